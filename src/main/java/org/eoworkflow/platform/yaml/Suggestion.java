package org.eoworkflow.platform.yaml;

import java.util.Collection;
import java.util.Comparator;
import java.util.Locale;

/** Finds what somebody who mistyped a name most probably meant. */
public final class Suggestion {

    private Suggestion() {
    }

    /** {@code " Did you mean 'x'?"}, or nothing when no known name is near. */
    public static String didYouMean(String wrong, Collection<String> known) {
        int furthest = Math.max(2, wrong.length() / 3);
        return known.stream().distinct()
            .filter(candidate -> distance(wrong, candidate) <= furthest)
            .min(Comparator.<String>comparingInt(candidate -> distance(wrong, candidate)).thenComparing(Comparator.naturalOrder()))
            .map(" Did you mean '%s'?"::formatted).orElse("");
    }

    /** Levenshtein's: how many letters must be added, removed or replaced. Case does not count. */
    static int distance(String one, String other) {
        String a = one.toLowerCase(Locale.ROOT);
        String b = other.toLowerCase(Locale.ROOT);
        int[] row = new int[b.length() + 1];
        for (int j = 0; j <= b.length(); j++) {
            row[j] = j;
        }
        for (int i = 1; i <= a.length(); i++) {
            int diagonal = row[0];
            row[0] = i;
            for (int j = 1; j <= b.length(); j++) {
                int replaced = diagonal + (a.charAt(i - 1) == b.charAt(j - 1) ? 0 : 1);
                diagonal = row[j];
                row[j] = Math.min(replaced, 1 + Math.min(row[j], row[j - 1]));
            }
        }
        return row[b.length()];
    }
}
