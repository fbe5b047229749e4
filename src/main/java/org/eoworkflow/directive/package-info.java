/**
 * Beans behind the service tasks of directive processes, a sub-package where a directive has its own.
 */
package org.eoworkflow.directive;
