/**
 * Binding Operational Directives: drafts, release as documents that never change, and what supersedes them.
 */
package org.eoworkflow.directive.bod;
