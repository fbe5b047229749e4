package org.eoworkflow.directive.grants;

import java.math.BigDecimal;
import java.time.LocalDate;

/**
 * A program or funding opportunity as it is published.
 *
 * @param source where it was published
 * @param key the source's own key
 * @param number as people call it
 * @param agencyCode what tells the granting agency: the first two digits of the assistance listing, or the code of the agency
 * @param purpose everything that says what the money is for
 * @param assistance kinds of assistance, in the source's words or codes
 * @param applicants who may apply, in the source's words or codes
 * @param obligations what was or is to be spent by year, or empty
 * @param funds what the program has in total by the source, in US dollars, or null
 * @param closes the last day to apply, or null
 */
record Listing(Source source, String key, String number, String title, String agencyName, String agencyCode, String purpose, String assistance,
               String applicants, String obligations, BigDecimal funds, LocalDate closes) {

    /** What is published, each in a format of its own. */
    enum Source {
        ASSISTANCE_LISTINGS("ALN", "Assistance Listings"), GRANTS_GOV("Opportunity", "Grants.gov extract");

        private final String prefix;
        private final String text;

        Source(String prefix, String text) {
            this.prefix = prefix;
            this.text = text;
        }

        String text() {
            return text;
        }
    }

    /** One name for it among those of all sources: {@code ALN 16.710}, {@code Opportunity 351234}. */
    String id() {
        return source.prefix + " " + key;
    }

    /** All its words, each field as a paragraph of its own. */
    String text() {
        return String.join("\n\n", key, number, title, agencyName, purpose, assistance, applicants, obligations);
    }

    /** Takes what is read, record by record. */
    interface Sink {

        void good(Listing listing);

        void bad(BadRecord record);
    }

    /**
     * A record that cannot be taken.
     *
     * @param place its line, or its path and line
     * @param record how it is named, or empty
     * @param field which of its fields is wrong
     * @param message what is wrong with it and what is expected
     */
    record BadRecord(String place, String record, String field, String message) {
    }

    /** A file of which nothing can be taken. Its message says where and why. */
    static class Unreadable extends RuntimeException {

        Unreadable(String message) {
            super(message);
        }
    }
}
