package org.eoworkflow.task;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.identity.Group;
import org.camunda.bpm.engine.task.Task;
import org.eoworkflow.deadline.DeadlineRecord;
import org.eoworkflow.deadline.DeadlineRecords;
import org.eoworkflow.deadline.Subject;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.security.Groups;
import org.eoworkflow.task.CalendarFeeds.Feed;
import org.springframework.stereotype.Component;

/** What stands in whose calendar: the dates of an agency's directives and cases, and the tasks that its accounts, or one account, can take. */
@Component
class CalendarDates {

    private static final Duration KEPT = Duration.ofDays(90);
    private static final Map<String, String> KINDS = Map.of("deadline", "Deadline", "target", "Target", "action", "Required action due",
        "vulnerability", "Remediation due", "commitment", "Committed date");

    private final DeadlineRecords records;
    private final Catalogue catalogue;
    private final TaskService tasks;
    private final IdentityService identity;
    private final Clock clock;

    CalendarDates(DeadlineRecords records, Catalogue catalogue, TaskService tasks, IdentityService identity, Clock clock) {
        this.records = records;
        this.catalogue = catalogue;
        this.tasks = tasks;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * One entry of a calendar.
     *
     * @param key the same for all dates of one thing, so that a calendar moves what it has
     * @param sequence grows whenever the date is moved
     * @param cancelled whether there is no date any more
     * @param record what explains it, or null
     */
    record Entry(String key, int sequence, Instant at, Instant changed, String title, boolean cancelled, DeadlineRecord record) {

        boolean isTask() {
            return key.startsWith("task ");
        }
    }

    /** Groups of the account at this moment: who has left an agency reads its dates no longer. */
    List<String> groups(String account) {
        return identity.createGroupQuery().groupMember(account).list().stream().map(Group::getId).toList();
    }

    /** Whether the feed's account may still read it. */
    boolean mayRead(Feed feed) {
        var groups = groups(feed.account());
        return feed.agency() == null ? !groups.isEmpty() : groups.contains(feed.agency());
    }

    List<Entry> of(Feed feed) {
        var groups = groups(feed.account());
        var agencies = feed.agency() != null ? List.of(feed.agency()) : groups.stream().filter(catalogue::hasAgency).toList();
        var since = clock.instant().minus(KEPT);
        var entries = new ArrayList<Entry>();
        records.forCalendar(agencies, directives(agencies, feed.agency() == null && groups.contains(Groups.ORDER_OFFICE)), since)
            .forEach((record, at) -> entries.add(entry(record, at)));
        tasks(feed, groups).forEach(entries::add);
        return entries.stream().sorted(Comparator.comparing(Entry::at).thenComparing(Entry::key)).toList();
    }

    /** Business keys of the directives that the agencies carry out; all for the order office. */
    private List<String> directives(List<String> agencies, boolean all) {
        return catalogue.orders().stream().flatMap(order -> order.directives().stream()
            .filter(directive -> all && !order.advises(directive.id()) || agencies.stream().anyMatch(agency -> carriesOut(agency, directive)))
            .map(directive -> order.id() + "/" + directive.id())).toList();
    }

    private static boolean carriesOut(String agency, Directive directive) {
        return agency.equals(directive.lead()) || agency.equals(directive.through()) || directive.jointly().contains(agency);
    }

    private Entry entry(DeadlineRecord record, Instant at) {
        return new Entry(record.subject().key(), record.sequence(), at, record.recordedAt(),
            "%s: %s".formatted(KINDS.get(record.subject().kind().text()), record.subject().title()), record.isEnd(), record);
    }

    private Stream<Entry> tasks(Feed feed, List<String> groups) {
        var asked = feed.agency() == null ? groups : Groups.ofAgency(feed.agency());
        var open = new ArrayList<Task>();
        if (!asked.isEmpty()) {
            var candidates = tasks.createTaskQuery().active().taskCandidateGroupIn(asked);
            open.addAll((feed.agency() == null ? candidates : candidates.includeAssignedTasks()).list());
        }
        if (feed.agency() == null) {
            open.addAll(tasks.createTaskQuery().active().taskAssignee(feed.account()).list());
        }
        var dated = open.stream().filter(task -> task.getDueDate() != null).collect(Collectors.toMap(Task::getId, Function.identity(), (one, same) -> one));
        var known = records.ofTasks(dated.keySet());
        return dated.values().stream().map(task -> entry(task, known.get(task.getId())));
    }

    private Entry entry(Task task, DeadlineRecord record) {
        return new Entry("task " + task.getId(), record == null ? 0 : record.sequence(), task.getDueDate().toInstant(),
            record == null ? task.getCreateTime().toInstant() : record.recordedAt(), title(task, record), false, record);
    }

    /** {@code Task: Complete action (Binding Operational Directives, BOD 26-04/gsa, handed over from gsa.staff)}. */
    private String title(Task task, DeadlineRecord record) {
        var more = Stream.concat(record == null ? Stream.empty() : about(record.subject()),
            Stream.ofNullable(task.getOwner()).map("handed over from %s"::formatted)).collect(Collectors.joining(", "));
        return "Task: " + task.getName() + (more.isEmpty() ? "" : " (%s)".formatted(more));
    }

    /** The directive's name, and the case under it. */
    private Stream<String> about(Subject subject) {
        if (subject.directive() == null) {
            return Stream.empty();
        }
        var key = subject.order() + "/" + subject.directive();
        var name = catalogue.find(subject.order()).flatMap(order -> order.directives().stream()
            .filter(directive -> directive.id().equals(subject.directive())).map(Directive::name).findFirst());
        var rest = subject.businessKey() != null && subject.businessKey().startsWith(key + "/") ? subject.businessKey().substring(key.length() + 1) : null;
        return Stream.concat(name.stream(), Stream.ofNullable(rest));
    }
}
