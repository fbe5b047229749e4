/**
 * What is enforced first: a memo that components comment on, its measures and the training of offices. Of cases there are counts and
 * nothing else; no form has a field for what an investigation or a grand jury holds.
 */
package org.eoworkflow.directive.enforcement;
