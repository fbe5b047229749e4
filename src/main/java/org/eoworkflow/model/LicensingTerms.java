package org.eoworkflow.model;

import java.text.Normalizer;
import java.util.regex.Pattern;

/** Words of licensing, preclearance and permitting, which the order does not allow (C-01, C-15): no step of any model may speak of one. */
public final class LicensingTerms {

    private static final Pattern LICENSING = Pattern.compile(
        "(?i:licen[cs]|pre[\\s\\p{Pd}_]?clear|\\bpermit|\\b(permission|clearance|authori[sz]ation) to (develop|publish|release|distribute))|(?<=[a-z0-9_])Permit");

    private LicensingTerms() {
    }

    /** Whether a text has such a word, in an id as well, whatever its letters' widths and whatever is hidden between them. */
    public static boolean areIn(String text) {
        return LICENSING.matcher(Normalizer.normalize(text, Normalizer.Form.NFKC).replaceAll("\\p{Cf}", "")).find();
    }
}
