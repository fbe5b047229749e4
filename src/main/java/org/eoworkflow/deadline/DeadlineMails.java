package org.eoworkflow.deadline;

import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.OrderOffice;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** What is mailed about the date of a directive. Each mail names the directive, its clauses, the date and what to do. */
@Component
class DeadlineMails {

    private final Catalogue catalogue;
    private final FederalCalendar calendar;
    private final OpenClauses open;
    private final Documents documents;
    private final Outbox outbox;
    private final OrderOffice office;
    private final String url;

    DeadlineMails(Catalogue catalogue, FederalCalendar calendar, OpenClauses open, Documents documents, Outbox outbox, OrderOffice office,
                  @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.catalogue = catalogue;
        this.calendar = calendar;
        this.open = open;
        this.documents = documents;
        this.outbox = outbox;
        this.office = office;
        this.url = url.replaceAll("/+$", "");
    }

    /**
     * Mails everybody once.
     *
     * @param key names the occasion
     * @param template under {@code templates/mail/}
     * @param subject what has happened, before the directive's name
     */
    void send(String key, Collection<String> mailboxes, String template, String subject, Due due, Map<String, ?> values) {
        var html = documents.html("mail/" + template, values(due, values));
        var title = "%s: %s (%s)".formatted(subject, directive(due).name(), catalogue.order(due.order()).number());
        mailboxes.forEach(mailbox -> outbox.add(new Mail(key, mailbox, title, html)));
    }

    /** The agency that does the work, the accountable one, and the order office. */
    Set<String> everybody(Due due) {
        return boxes(Stream.of(worker(due), lead(due)), Stream.of(office.mailbox()));
    }

    /** The accountable agency and the order office. */
    Set<String> accountable(Due due) {
        return boxes(Stream.of(lead(due)), Stream.of(office.mailbox()));
    }

    /** The agency that does the work, where it is not the accountable one. */
    Set<String> worker(Due due, boolean unlessAccountable) {
        return unlessAccountable && worker(due).equals(lead(due)) ? Set.of() : Set.of(worker(due).mailbox());
    }

    /** The head of the accountable agency, beside those who are told anyway. */
    Set<String> head(Due due) {
        return boxes(Stream.empty(), Stream.concat(heads(List.of(directive(due).lead())), accountable(due).stream()));
    }

    /** The heads of every agency that the order names for the directive, beside those who are told anyway. */
    Set<String> principals(Due due) {
        var directive = directive(due);
        var named = Stream.of(Stream.of(directive.lead(), directive.through()), directive.jointly().stream(), directive.consults().stream(),
            directive.coordinates().stream()).flatMap(ids -> ids).filter(Objects::nonNull).toList();
        return boxes(Stream.empty(), Stream.concat(heads(named), accountable(due).stream()));
    }

    /** {@code Secretary of Homeland Security}, or the agency where nobody answers for it. */
    String headOf(Due due) {
        var lead = lead(due);
        return lead.head() == null ? lead.name() : lead.head().title();
    }

    private Stream<String> heads(Collection<String> agencies) {
        return agencies.stream().map(catalogue::agency).map(agency -> agency.head() == null ? agency.mailbox() : agency.head().mailbox());
    }

    private static Set<String> boxes(Stream<Agency> agencies, Stream<String> others) {
        return Stream.concat(agencies.map(Agency::mailbox), others).collect(Collectors.toCollection(LinkedHashSet::new));
    }

    private Directive directive(Due due) {
        return catalogue.order(due.order()).directive(due.directive());
    }

    private Agency lead(Due due) {
        return catalogue.agency(directive(due).lead());
    }

    private Agency worker(Due due) {
        return catalogue.agency(directive(due).office());
    }

    private Map<String, Object> values(Due due, Map<String, ?> more) {
        var order = catalogue.order(due.order());
        var clauses = open.of(due.order(), due.directive());
        var values = new HashMap<String, Object>(more);
        values.put("order", "%s, %s".formatted(order.number(), order.title()));
        values.put("directive", directive(due).name());
        values.put("key", due.order() + "/" + due.directive());
        values.put("clauses", clauses);
        values.put("reported", clauses.stream().filter(clause -> "public reports".equals(clause.deadlineBasis()))
            .map(Clause::id).collect(Collectors.joining(", ")));
        values.put("lead", lead(due).name());
        values.put("worker", worker(due).name());
        values.put("target", due.target());
        values.put("due", WashingtonTime.text(due.at()));
        var planning = calendar.lastWorkingDayOnOrBefore(due.lastDay());
        values.put("planning", planning.equals(due.lastDay()) ? "" : WashingtonTime.text(planning));
        values.put("signed", WashingtonTime.text(due.signed()));
        values.put("url", url);
        return values;
    }
}
