package org.eoworkflow.model.lint;

import java.util.function.Predicate;
import org.eoworkflow.order.Catalogue;

/**
 * What a model is held against besides itself.
 *
 * @param elsewhere whether another model has a user task of this id
 */
record Surroundings(Catalogue catalogue, Predicate<String> elsewhere) {
}
