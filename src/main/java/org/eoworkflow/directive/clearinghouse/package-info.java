/**
 * The AI cybersecurity clearinghouse: chartered and opened for those who take part by their own choice and may leave at any time.
 */
package org.eoworkflow.directive.clearinghouse;
