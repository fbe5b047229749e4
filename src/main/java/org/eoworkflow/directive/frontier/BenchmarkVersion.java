package org.eoworkflow.directive.frontier;

import java.time.LocalDate;
import java.util.List;
import org.eoworkflow.directive.Fields.Pointer;
import org.eoworkflow.platform.WashingtonTime;

/**
 * A version of the benchmarking process and its threshold, as far as an unclassified system knows it.
 *
 * @param methodology where the methodology is held
 * @param threshold where the threshold is held
 */
record BenchmarkVersion(int number, List<Pointer> methodology, List<Pointer> threshold, LocalDate approvedOn, LocalDate effectiveOn) {

    static String subject(int number) {
        return "Benchmarking process and threshold, version %d".formatted(number);
    }

    /** What people read of a draft or a version. */
    static String text(List<Pointer> methodology, List<Pointer> threshold) {
        return "The content is classified and is read where it is held.\n\n**Methodology**\n%s\n\n**Threshold**\n%s"
            .formatted(lines(methodology), lines(threshold));
    }

    String text() {
        return "%s\n\nIn effect from %s.".formatted(text(methodology, threshold), WashingtonTime.text(effectiveOn));
    }

    private static String lines(List<Pointer> pointers) {
        return pointers.stream().map(pointer -> "\n- " + line(pointer)).reduce("", String::concat);
    }

    static String line(Pointer pointer) {
        return "Registry number %s, kept by %s in %s".formatted(pointer.registryNumber(), pointer.custodianOffice(), pointer.systemName());
    }
}
