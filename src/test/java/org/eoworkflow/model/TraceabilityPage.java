package org.eoworkflow.model;

import java.util.Arrays;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.model.Trace.Coverage;
import org.eoworkflow.model.Trace.Step;
import org.eoworkflow.order.ExecutiveOrder;

/** The page of the documentation that shows clause, process, element, test and evidence. */
final class TraceabilityPage {

    private TraceabilityPage() {
    }

    static String of(ExecutiveOrder order, List<Trace> traces) {
        var page = new StringBuilder("""
            # Traceability of %s

            <!-- Made by the build from the catalogue, the models and what the tests walked. Do not edit: the build says how to renew it. -->

            From each clause to the process and the element that carry it out, to a test that walks the element, and to the kinds of evidence. The same is
            told, for the models that are deployed, by `GET /api/orders/%s/traceability`.

            | clauses | how they are covered |
            |---:|---|
            """.formatted(order.number(), order.id()));
        for (var coverage : Coverage.values()) {
            page.append("| %d | %s |\n".formatted(traces.stream().filter(trace -> trace.coverage() == coverage).count(), coverage.text()));
        }
        page.append("""

            *Tracked, not modelled*: the clause is followed by the process that tracks any directive, or reviewed each quarter, without steps of its own.

            | clause | kind | what it says | covered | processes or checks | evidence |
            |---|---|---|---|---|---|
            """);
        for (var trace : traces) {
            var by = trace.elements().isEmpty() && trace.checks().isEmpty() ? "`" + (trace.directive() == null ? "-" : tracking(order, trace)) + "`"
                : Stream.concat(trace.processes().stream(), trace.checks().stream()).map(name -> "`" + name + "`").collect(Collectors.joining(", "));
            page.append("| %s | %s | %s | %s | %s | %s |\n".formatted(trace.elements().isEmpty() ? trace.clause()
                : "[%s](#%s)".formatted(trace.clause(), trace.clause().toLowerCase()), trace.kind(), trace.summary(), trace.coverage().text(), by,
                String.join("; ", trace.evidence())));
        }
        for (var trace : traces) {
            if (!trace.elements().isEmpty()) {
                page.append("\n## %s\n\n%s\n\n| process | element | test | evidence |\n|---|---|---|---|\n".formatted(trace.clause(), trace.summary()));
                trace.elements().forEach(step -> page.append(row(step)));
            }
        }
        return page.toString();
    }

    private static String tracking(ExecutiveOrder order, Trace trace) {
        return order.directive(trace.directive()).continues().contains(trace.clause()) ? "ObligationReview" : order.directive(trace.directive()).processKey();
    }

    private static String row(Step step) {
        return Arrays.asList(step.processName() + " `" + step.process() + "`", (step.name().isEmpty() ? "" : step.name() + " ") + "`" + step.element() + "`",
            step.test() == null ? "none" : "`" + step.test() + "`", String.join(", ", step.evidence())).stream().collect(Collectors.joining(" | ", "| ", " |\n"));
    }
}
