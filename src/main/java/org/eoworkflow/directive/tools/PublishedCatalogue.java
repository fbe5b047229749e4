package org.eoworkflow.directive.tools;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;

/** A version of an order's catalogue of tools as it was published. */
record PublishedCatalogue(String order, int version, String title, String office, Instant publishedAt, LocalDate opensOn, String approvedBy,
                          String contact, String instructions, String decisionTables, List<Tool> tools) {
}
