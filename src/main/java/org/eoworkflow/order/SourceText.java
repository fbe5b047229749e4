package org.eoworkflow.order;

import org.eoworkflow.platform.Sha256;

/** A file's name, as messages show it, and its contents. */
record SourceText(String name, String text) {

    private static final int DIGITS = 12;

    /** The first digits of its SHA-256: which wording a date was taken from. */
    String version() {
        return Sha256.hex(text).substring(0, DIGITS);
    }
}
