package org.eoworkflow.platform.yaml;

import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Function;
import java.util.stream.Collectors;

/** Gathers what is wrong in files, so that all of it can be told at once. */
public final class Problems {

    private final Set<Problem> found = new LinkedHashSet<>();

    /** One error: where it is, what it is, and what to do. */
    public record Problem(String file, int line, String message) {

        @Override
        public String toString() {
            return file + ":" + line + ": " + message;
        }
    }

    public void add(String file, int line, String message) {
        found.add(new Problem(file, line, message));
    }

    /** Throws what is made of the problems in the order of their places, if there are any. */
    public void throwIfAny(Function<List<Problem>, RuntimeException> failure) {
        if (!found.isEmpty()) {
            throw failure.apply(all());
        }
    }

    /** The problems in the order of their places. */
    public List<Problem> all() {
        return found.stream().sorted(Comparator.comparing(Problem::file).thenComparingInt(Problem::line)).toList();
    }

    /** A sentence with a list below it. */
    public static String message(String sentence, List<Problem> problems) {
        return problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining("", sentence, ""));
    }
}
