package org.eoworkflow.model.lint;

/**
 * One thing to be mended: where it is, which rule says so, and what to do.
 *
 * @param line 1 where no better is known
 * @param element its id, or null where no element is to blame
 */
record Finding(String file, int line, String element, Rule rule, String message) {

    /** As people read it, in the build, at a deployment and on the command line. */
    @Override
    public String toString() {
        return "%s:%d: %s (%s%s)".formatted(file, line, message, rule.isError() ? "" : "warning ", rule.id());
    }
}
