/**
 * What makes a model readable and safe to run, checked rule by rule: flows, names, tasks, deadlines, the diagram.
 */
package org.eoworkflow.model.lint;
