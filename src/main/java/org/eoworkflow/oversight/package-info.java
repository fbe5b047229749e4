/**
 * The API behind the managers' pages.
 */
package org.eoworkflow.oversight;
