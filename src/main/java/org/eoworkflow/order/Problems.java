package org.eoworkflow.order;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import org.eoworkflow.order.InvalidCatalogue.Problem;

/** Gathers what is wrong, so that all of it can be told at once. */
final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    void add(String file, int line, String message) {
        found.add(new Problem(file, line, message));
    }

    void throwIfAny() {
        if (!found.isEmpty()) {
            List<Problem> sorted = new ArrayList<>(found);
            sorted.sort(Comparator.comparing(Problem::file).thenComparingInt(Problem::line));
            throw new InvalidCatalogue(sorted);
        }
    }
}
