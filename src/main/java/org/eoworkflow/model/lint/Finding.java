package org.eoworkflow.model.lint;

/** One thing to be mended in a model: where it is, which rule says so, and what to do. */
public record Finding(String file, String element, String rule, String message) {

    @Override
    public String toString() {
        return "%s: %s: %s (%s)".formatted(file, element, message, rule);
    }
}
