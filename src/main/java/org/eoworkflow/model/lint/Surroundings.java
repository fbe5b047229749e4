package org.eoworkflow.model.lint;

import java.util.Set;
import java.util.TreeSet;
import java.util.function.Function;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.yaml.Suggestion;

/**
 * What a model is held against.
 *
 * @param given what comes with it, its own included
 * @param elsewhere asked only for what is not given, since the answer may take long
 */
record Surroundings(Catalogue catalogue, Elsewhere given, Elsewhere elsewhere) {

    /** Whether there is no such thing. What nobody here knows of is not missing. */
    boolean lacks(String name, Function<Elsewhere, Set<String>> things) {
        if (things.apply(given).contains(name)) {
            return false;
        }
        var known = things.apply(elsewhere);
        return known != null && !known.contains(name);
    }

    /** {@code " Did you mean 'x'?"}, or nothing. */
    String didYouMean(String name, Function<Elsewhere, Set<String>> things) {
        Set<String> known = new TreeSet<>(things.apply(given));
        known.addAll(things.apply(elsewhere));
        return Suggestion.didYouMean(name, known);
    }
}
