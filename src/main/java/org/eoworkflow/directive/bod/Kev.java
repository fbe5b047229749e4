package org.eoworkflow.directive.bod;

import java.time.LocalDate;
import java.util.List;
import java.util.function.Predicate;

/**
 * One version of the catalogue of known exploited vulnerabilities.
 *
 * @param version {@code catalogVersion}, or null
 * @param released {@code dateReleased}, as it is given, or null
 */
record Kev(String version, String released, List<Entry> entries) {

    /** What we count of an entry. */
    record Entry(String cve, LocalDate added, LocalDate due, boolean ransomware) {
    }

    long count(Predicate<Entry> such) {
        return entries.stream().filter(such).count();
    }
}
