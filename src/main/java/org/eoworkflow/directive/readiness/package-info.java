/**
 * Checklists for AI developers, operators of critical infrastructure and companies, made from the advice that goes with an order. Each
 * ends with a record for the organization's own use. Nothing here mails, sends or reports, and no answer has a consequence.
 */
package org.eoworkflow.directive.readiness;
