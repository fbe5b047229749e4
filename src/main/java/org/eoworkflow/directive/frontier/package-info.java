/**
 * Frontier models: the benchmarks by which covered models are told, kept up version by version, and the voluntary framework for their
 * developers. What is classified is known here by pointers only; nothing here is a condition of developing or releasing a model.
 */
package org.eoworkflow.directive.frontier;
