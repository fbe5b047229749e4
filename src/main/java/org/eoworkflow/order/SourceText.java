package org.eoworkflow.order;

/** A file's name, as messages show it, and its contents. */
record SourceText(String name, String text) {
}
