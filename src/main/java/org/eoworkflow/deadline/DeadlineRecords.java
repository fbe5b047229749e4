package org.eoworkflow.deadline;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.core.type.TypeReference;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.Period;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.Collection;
import java.util.Date;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.deadline.Reckoning.Competing;
import org.eoworkflow.deadline.Reckoning.Skipped;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.RowCallbackHandler;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The rows of {@code eo.deadline_record}: written in the transaction that sets a date, only ever added to. */
@Component
public class DeadlineRecords {

    static final String ENDED = "no date any more";

    private static final String MADE_UP = "The date was set before the system kept the reasons of dates: this was recorded on %s, "
        + "when the system was brought up to date, by what it knew then.";

    private final JdbcClient jdbc;
    private final ObjectMapper json;
    private final FederalCalendar calendar;
    private final Clock clock;
    private final ObjectProvider<IdentityService> identity;

    DeadlineRecords(JdbcClient jdbc, ObjectMapper json, FederalCalendar calendar, Clock clock, ObjectProvider<IdentityService> identity) {
        this.jdbc = jdbc;
        this.json = json;
        this.calendar = calendar;
        this.clock = clock;
        this.identity = identity;
    }

    /** Records a date, unless the one that holds says the same already. */
    public void record(Subject subject, Reckoning reckoning, String reason) {
        var before = latest(subject.key());
        if (before.filter(holding -> holding.reckoning().equals(reckoning) && holding.subject().kind() == subject.kind()).isEmpty()) {
            insert(subject, reckoning, before.isPresent() ? reason : null);
        }
    }

    /** Records a date that was set before dates were recorded, unless one is recorded by now. */
    public void makeUp(Subject subject, Reckoning reckoning) {
        if (latest(subject.key()).isEmpty()) {
            insert(subject, reckoning, MADE_UP.formatted(WashingtonTime.text(clock.instant())));
        }
    }

    /** Records a date of what is new. */
    void first(Subject subject, Reckoning reckoning) {
        insert(subject, reckoning, null);
    }

    /** Records a window of federal working days that opens now, such as that of a consultation. */
    public void window(DelegateExecution execution, String title, String source, String period, Date closes) {
        window(new Subject("window " + execution.getActivityInstanceId(), Subject.Kind.WINDOW, title, (String) execution.getVariable("order"),
            (String) execution.getVariable("directive"), null, execution.getProcessBusinessKey(), null, null), source, period, closes);
    }

    /** The same, for what is no execution's own. */
    public void window(Subject subject, String source, String period, Date closes) {
        record(subject, workingDays(closes.toInstant(), WashingtonTime.day(clock.instant()), "The window was opened.", source, "as opened",
            Period.parse(period)), null);
    }

    /** The same of a window that ends with a day of the calendar, whatever days lie between. */
    public void window(Subject subject, String source, Date closes, String rule) {
        record(subject, Reckoning.calendarDays(closes.toInstant(), WashingtonTime.day(clock.instant()), "The window was opened.", source, "as opened",
            rule, null), "The window was opened anew.");
    }

    /** Records when something comes again: the next date takes the place of the one that has come. */
    public void recurring(Subject subject, Date next, LocalDate from, String event, String rule, Period period) {
        record(subject, Reckoning.calendarDays(next.toInstant(), from, event, "Rhythm of the order office, a planning practice", "as the process has it",
            rule, period), "The one before has come; this is the next.");
    }

    /** A date that lies this many federal working days after a day. */
    Reckoning workingDays(Instant value, LocalDate from, String event, String source, String version, Period period) {
        return new Reckoning(value, from, event, source, version, "the last of these federal working days after the start, until 17:00 in Washington",
            Reckoning.WORKING_DAYS, period, Reckoning.skipped(calendar.closedBetween(from, WashingtonTime.day(value))), null, List.of());
    }

    /** Records that there is no date any more, for every subject under this business key that has one. */
    public void end(String businessKey, String reason) {
        end("business_key = :key", businessKey, reason);
    }

    /** The same for what lies below it, too, such as cases. */
    public void endUnder(String businessKey, String reason) {
        end("(business_key = :key or starts_with(business_key, :key || '/'))", businessKey, reason);
    }

    /** The same of one subject alone. */
    public void end(Subject subject, String reason) {
        end("subject = :key", subject.key(), reason);
    }

    private void end(String which, String businessKey, String reason) {
        jdbc.sql("select * from eo.deadline where %s and superseded_by is null and task_id is null and rule <> :ended order by id".formatted(which))
            .param("key", businessKey).param("ended", ENDED).query(this::read).list()
            .forEach(holding -> insert(holding.subject(), Reckoning.calendarDays(null, WashingtonTime.day(clock.instant()), reason,
                holding.reckoning().source(), holding.reckoning().version(), ENDED, null), reason));
    }

    private void insert(Subject subject, Reckoning reckoning, String reason) {
        var caller = identity.getObject().getCurrentAuthentication();
        jdbc.sql("""
                insert into eo.deadline_record (subject, kind, title, order_id, directive, clause_id, business_key, agency, task_id, value,
                    started_on, start_event, source, source_version, rule, calendar, zone, period, skipped, planning, competing, reason,
                    account, recorded_at)
                values (:subject, :kind, :title, :order, :directive, :clause, :key, :agency, :task, :value, :started, :event, :source, :version,
                    :rule, :calendar, :zone, :period, cast(:skipped as jsonb), :planning, cast(:competing as jsonb), :reason, :account, :at)""")
            .param("subject", subject.key()).param("kind", subject.kind().text()).param("title", subject.title())
            .param("order", subject.order()).param("directive", subject.directive()).param("clause", subject.clause())
            .param("key", subject.businessKey()).param("agency", subject.agency()).param("task", subject.task())
            .param("value", at(reckoning.value())).param("started", reckoning.started()).param("event", reckoning.event())
            .param("source", reckoning.source()).param("version", reckoning.version()).param("rule", reckoning.rule())
            .param("calendar", reckoning.calendar()).param("zone", EngineClock.WASHINGTON.getId())
            .param("period", Objects.toString(reckoning.period(), null)).param("skipped", text(reckoning.skipped()))
            .param("planning", reckoning.planning()).param("competing", text(reckoning.competing())).param("reason", reason)
            .param("account", caller == null ? "system" : caller.getUserId()).param("at", at(clock.instant().truncatedTo(ChronoUnit.MICROS)))
            .update();
    }

    // --- reading

    public Optional<DeadlineRecord> find(long id) {
        return jdbc.sql("select * from eo.deadline where id = ?").param(id).query(this::read).optional();
    }

    /** All records of one subject, the oldest first. */
    public List<DeadlineRecord> history(String subject) {
        return jdbc.sql("select * from eo.deadline where subject = ? order by id").param(subject).query(this::read).list();
    }

    /** What holds now for an order's clauses, directives and cases, tasks left out; the earliest first. */
    public List<DeadlineRecord> of(String order) {
        return jdbc.sql("""
                select * from eo.deadline where order_id = ? and superseded_by is null and task_id is null
                order by value nulls last, subject""").param(order).query(this::read).list();
    }

    /** What holds now for a task's due date; empty where it has none. */
    public Optional<DeadlineRecord> ofTask(String task) {
        return latest("task " + task);
    }

    /** What holds now for these tasks: by task. */
    public Map<String, DeadlineRecord> ofTasks(Collection<String> tasks) {
        return tasks.isEmpty() ? Map.of() : jdbc.sql("select * from eo.deadline where subject = any(:subjects) and superseded_by is null")
            .param("subjects", tasks.stream().map(task -> "task " + task).toArray(String[]::new)).query(this::read).list().stream()
            .collect(Collectors.toMap(record -> record.subject().task(), Function.identity()));
    }

    /**
     * What a calendar shows, each with the instant at which it shows it: what holds and is not done, and what has no date any more at its last one.
     *
     * @param agencies whose own cases are shown
     * @param directives business keys of the directives that are shown
     * @param since what was due before is left out
     */
    public Map<DeadlineRecord, Instant> forCalendar(Collection<String> agencies, Collection<String> directives, Instant since) {
        var shown = new LinkedHashMap<DeadlineRecord, Instant>();
        jdbc.sql("""
                select * from eo.calendar_date where shown_on >= :since
                  and (agency = any(:agencies) or agency is null and order_id || '/' || directive = any(:directives)) order by shown_on, id""")
            .param("since", at(since)).param("agencies", agencies.toArray(String[]::new)).param("directives", directives.toArray(String[]::new))
            .query((RowCallbackHandler) row -> shown.put(read(row, 0), instant(row, "shown_on")));
        return shown;
    }

    /** The dates under this business key that fall on this instant and are no task's own, the latest first. */
    List<DeadlineRecord> withValue(String businessKey, Instant value) {
        return jdbc.sql("select * from eo.deadline where business_key = ? and value = ? and task_id is null and superseded_by is null order by id desc")
            .params(businessKey, at(value)).query(this::read).list();
    }

    Optional<DeadlineRecord> latest(String subject) {
        return jdbc.sql("select * from eo.deadline where subject = ? order by id desc limit 1").param(subject).query(this::read).optional();
    }

    private DeadlineRecord read(ResultSet row, int number) throws SQLException {
        var subject = new Subject(row.getString("subject"), Subject.Kind.of(row.getString("kind")), row.getString("title"),
            row.getString("order_id"), row.getString("directive"), row.getString("clause_id"), row.getString("business_key"),
            row.getString("agency"), row.getString("task_id"));
        var period = row.getString("period");
        var reckoning = new Reckoning(instant(row, "value"), row.getObject("started_on", LocalDate.class), row.getString("start_event"),
            row.getString("source"), row.getString("source_version"), row.getString("rule"), row.getString("calendar"),
            period == null ? null : Period.parse(period), list(row.getString("skipped"), new TypeReference<List<Skipped>>() { }),
            row.getObject("planning", LocalDate.class), list(row.getString("competing"), new TypeReference<List<Competing>>() { }));
        return new DeadlineRecord(row.getLong("id"), subject, reckoning, row.getString("zone"), row.getString("reason"),
            row.getString("account"), instant(row, "recorded_at"), row.getObject("superseded_by", Long.class), row.getInt("sequence"));
    }

    private static OffsetDateTime at(Instant instant) {
        return instant == null ? null : OffsetDateTime.ofInstant(instant, ZoneOffset.UTC);
    }

    private static Instant instant(ResultSet row, String column) throws SQLException {
        var time = row.getObject(column, OffsetDateTime.class);
        return time == null ? null : time.toInstant();
    }

    private String text(Object value) {
        try {
            return json.writeValueAsString(value);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }

    private <T> List<T> list(String text, TypeReference<List<T>> type) {
        try {
            return json.readValue(text, type);
        } catch (JsonProcessingException e) {
            throw new IllegalStateException(e);
        }
    }
}
