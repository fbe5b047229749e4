package org.eoworkflow.directive;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.directive.StatusReports.StatusReport;
import org.eoworkflow.obligation.Obligation;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.obligation.Status;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.DirectiveState;
import org.eoworkflow.order.Orders;
import org.eoworkflow.order.Term;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** How the directives of an order stand, put together from its terms, its obligations and the last progress report. */
@Component
class Standings {

    private final Catalogue catalogue;
    private final Orders orders;
    private final Obligations obligations;
    private final StatusReports reports;
    private final Clock clock;

    Standings(Catalogue catalogue, Orders orders, Obligations obligations, StatusReports reports, Clock clock) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.obligations = obligations;
        this.reports = reports;
        this.clock = clock;
    }

    /**
     * How one directive stands.
     *
     * @param stateText the state in words; of one that an amendment has withdrawn, since when and by what
     * @param signed the day from which its time counts
     * @param due the last instant of its deadline, or of its planning target
     * @param target the order states no deadline; the date is a planning target
     * @param daysLeft until the due date by Washington's calendar; negative once it has passed
     */
    record Standing(Directive directive, DirectiveState state, String stateText, LocalDate signed, Instant due, boolean target, long daysLeft, List<Obligation> obligations,
                    Optional<StatusReport> progress) {

        /** What the system would answer: the worst that is known of its open clauses. */
        String status() {
            if (obligations.stream().anyMatch(o -> o.status() == Status.OVERDUE)) {
                return "off-track";
            }
            return obligations.stream().anyMatch(o -> o.status() == Status.AT_RISK) ? "at-risk" : "on-track";
        }

        /** {@code Due Thursday, July 2, 2026, 11:59 PM ET, in 20 days}. */
        String dueText() {
            var days = Math.abs(daysLeft) == 1 ? "1 day" : Math.abs(daysLeft) + " days";
            var distance = daysLeft == 0 ? "today" : daysLeft > 0 ? "in " + days : days + " ago";
            return "%s %s, %s".formatted(target ? "Planning target (no deadline of the order)" : "Due", WashingtonTime.text(due), distance);
        }

        /** Its time until now, or until the last of its clauses was met or ceased to apply. */
        Timeline timeline(Instant now) {
            var asked = obligations.stream().filter(o -> o.status() != Status.NOT_APPLICABLE).toList();
            var over = obligations.stream().allMatch(o -> !o.open());
            var last = obligations.stream().map(o -> o.satisfiedAt() == null ? o.certifiedAt() : o.satisfiedAt()).filter(Objects::nonNull).max(Instant::compareTo);
            return new Timeline(signed, WashingtonTime.day(due), WashingtonTime.day(over ? last.orElse(now) : now), asked.size(),
                (int) asked.stream().filter(o -> !o.open()).count());
        }

        /** As a row of a report's table of directives. */
        Map<String, Object> row(String lead, Instant now) {
            var timeline = timeline(now);
            return Json.row("directive", directive.name(), "lead", lead, "state", stateText,
                "due", state == DirectiveState.WITHDRAWN ? "None any more" : dueText().replaceAll(", (in )?[^,]*$", ""),
                "picture", timeline.image(), "pictureWords", timeline.words());
        }

        /** The clauses with their status: {@code R-01 on track, R-02 met}. */
        String clausesText() {
            return obligations.isEmpty() ? "none" : obligations.stream().map(o -> o.clause() + " " + o.statusText())
                .collect(Collectors.joining(", "));
        }

        /** The last progress report in a sentence, or the empty text. */
        String progressText() {
            return progress.map(report -> "%s percent on %s%s%s".formatted(report.percent(),
                WashingtonTime.text(WashingtonTime.day(report.reportedAt())),
                report.expected() == null ? "" : ", expected by " + WashingtonTime.text(report.expected()),
                report.done() == null ? "" : ": " + report.done())).orElse("");
        }
    }

    /** One directive of a started order. */
    Standing of(String order, String directive) {
        var deadline = orders.period(order, directive);
        var term = new Term(orders.signed(order), deadline.or(() -> orders.target(order, directive)).orElseThrow());
        return new Standing(catalogue.order(order).directive(directive), orders.state(order, directive),
            orders.stateText(order, directive), orders.signed(order), term.end(), deadline.isEmpty(),
            ChronoUnit.DAYS.between(WashingtonTime.day(clock.instant()), term.lastDay()), obligations.of(order, directive),
            reports.last(order, directive, "progress"));
    }

    /** The directives of a started order in these states, in the catalogue's order. */
    List<Standing> in(String order, DirectiveState... states) {
        var all = orders.states(order);
        return catalogue.order(order).directives().stream().filter(directive -> Stream.of(states).anyMatch(state -> state == all.get(directive.id())))
            .map(directive -> of(order, directive.id())).toList();
    }
}
