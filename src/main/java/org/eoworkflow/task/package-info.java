/**
 * What Tasklist needs beyond Camunda: filters, landing pages, the evidence tab's API.
 */
package org.eoworkflow.task;
