/**
 * Federal grant programs for the detection of vulnerabilities: what the government publishes is read and screened, the granting
 * agencies say what money is left, and what may be spent for it is issued as a list.
 */
package org.eoworkflow.directive.grants;
