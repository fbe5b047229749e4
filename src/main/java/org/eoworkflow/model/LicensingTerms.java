package org.eoworkflow.model;

import java.util.regex.Pattern;

/** Words of licensing, preclearance and permitting, which the order does not allow (C-01, C-15): no step of any model may speak of one. */
public final class LicensingTerms {

    private static final Pattern LICENSING = Pattern.compile("(?i)licen[cs]|pre-?clear|\\bpermit|\\bpermission to (develop|publish|release|distribute)");

    private LicensingTerms() {
    }

    /** Whether a text has such a word. */
    public static boolean areIn(String text) {
        return LICENSING.matcher(text).find();
    }
}
