/**
 * What is read from the deployed models.
 */
package org.eoworkflow.model;
