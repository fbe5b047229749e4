package org.eoworkflow.order;

/**
 * Where a model does not fit the orders of the catalogue, or cannot be held against them.
 *
 * @param element its id; of a process, the key; null where no element is to blame
 * @param says what is wrong with it, and what to do
 */
public record Misfit(Kind kind, String file, int line, String element, String says) {

    /** What does not fit. */
    public enum Kind { UNREADABLE, UNKNOWN_ORDER, UNKNOWN_CLAUSE, OTHER_PERIOD }

    /** The element and what is wrong with it, without its place. */
    public String message() {
        return element == null ? says : "%s '%s' %s".formatted(kind == Kind.UNKNOWN_ORDER ? "process" : "element", element, says);
    }
}
