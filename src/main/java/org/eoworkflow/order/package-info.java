/**
 * The catalogue of orders (clauses, agencies, directives), its validation, and the orders that are running.
 */
package org.eoworkflow.order;
