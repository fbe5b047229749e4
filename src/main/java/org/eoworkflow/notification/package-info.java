/**
 * Mail by an outbox that is written in the same transaction as the work that causes it.
 */
package org.eoworkflow.notification;
