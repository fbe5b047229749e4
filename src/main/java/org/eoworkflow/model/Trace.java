package org.eoworkflow.model;

import java.util.List;
import java.util.Locale;

/**
 * How one clause is carried out, and what shows it.
 *
 * @param directive id of the directive in whose care it is, or null
 * @param keptBy the check that keeps it, in the catalogue's words, or null
 * @param checks test classes that keep it over all models
 * @param elements of the models that carry it out
 * @param evidence what is filed for it: by steps by themselves, and at its certification
 */
record Trace(String clause, String summary, String kind, String citation, String directive, Coverage coverage, String keptBy,
             List<String> checks, List<Step> elements, List<String> evidence) {

    /** Elements of a model do it; a check keeps it; only the process that tracks any directive, or the quarterly review, sees to it; nobody does. */
    enum Coverage {
        MODELLED("modelled"), KEPT("kept by a check"), TRACKED("tracked, not modelled"), UNCOVERED("covered by nobody");

        private final String text;

        Coverage(String text) {
            this.text = text;
        }

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }

        String text() {
            return text;
        }
    }

    /**
     * An element that carries a clause out.
     *
     * @param process key of its process
     * @param evidence kinds of the evidence that it files by itself; {@code required} where people must add some
     * @param test test class that walks it, or null
     */
    record Step(String process, String processName, String element, String name, List<String> evidence, String test) {
    }

    /** The processes that carry it out, in their order. */
    List<String> processes() {
        return elements.stream().map(Step::process).distinct().toList();
    }
}
