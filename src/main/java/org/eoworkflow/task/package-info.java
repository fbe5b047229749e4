/**
 * What Tasklist needs beyond Camunda: filters, landing pages, substitutes of who is away, the evidence tab's API.
 */
package org.eoworkflow.task;
