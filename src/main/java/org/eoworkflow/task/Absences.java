package org.eoworkflow.task;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.StandIns;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** The rows of {@code eo.absence}: no two of one account overlap, and nobody stands in who is away. */
@Component
class Absences implements StandIns {

    private static final long LOCK = 14409_148;
    private static final String NOW = "from_day <= :today and until_day >= :today and ended_at is null";

    private final JdbcClient jdbc;
    private final Ledger ledger;
    private final AbsenceMails mails;
    private final Clock clock;
    private final TransactionTemplate transaction;

    Absences(JdbcClient jdbc, Ledger ledger, AbsenceMails mails, Clock clock, TransactionTemplate transaction) {
        this.jdbc = jdbc;
        this.ledger = ledger;
        this.mails = mails;
        this.clock = clock;
        this.transaction = transaction;
    }

    /** Enters an absence, one at a time, so that two that exclude each other are not entered at once. */
    void enter(Absence absence) {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
            for (var other : during(absence)) {
                refuse(absence, other);
            }
            jdbc.sql("insert into eo.absence (id, account, substitute, from_day, until_day, entered_by, entered_at) values (?, ?, ?, ?, ?, ?, ?)")
                .params(absence.id(), absence.account(), absence.substitute(), absence.from(), absence.until(), absence.enteredBy(), now()).update();
            record(EntryKind.ABSENCE_ENTERED, absence);
            mails.entered(absence);
        });
    }

    private List<Absence> during(Absence absence) {
        return jdbc.sql("""
                select * from eo.absence where ended_at is null and from_day <= :until and until_day >= :from
                  and (account in (:account, :substitute) or substitute = :account) order by from_day""")
            .param("from", absence.from()).param("until", absence.until()).param("account", absence.account()).param("substitute", absence.substitute())
            .query(Absences::absence).list();
    }

    private static void refuse(Absence wanted, Absence other) {
        if (other.account().equals(wanted.account())) {
            throw new Refusal(Refusal.Kind.CONFLICT, "from", "'%s' is away already: %s. End that absence, or choose other days."
                .formatted(other.account(), other.period()));
        }
        if (other.account().equals(wanted.substitute())) {
            throw new Refusal(Refusal.Kind.CONFLICT, "substitute", "'%s' is away, too: %s. Choose somebody else.".formatted(other.account(), other.period()));
        }
        throw new Refusal(Refusal.Kind.CONFLICT, "account", "'%s' stands in for '%s': %s. End that absence first, or have it entered anew with another substitute."
            .formatted(wanted.account(), other.account(), other.period()));
    }

    /** Ends an absence before its last day is over; it stays on record. False if it is over already. */
    boolean end(Absence absence, String by) {
        return Boolean.TRUE.equals(transaction.execute(status -> {
            boolean ended = jdbc.sql("update eo.absence set ended_at = ?, ended_by = ? where id = ? and ended_at is null and until_day >= ?")
                .params(now(), by, absence.id(), today()).update() == 1;
            if (ended) {
                record(EntryKind.ABSENCE_ENDED, absence);
                mails.ended(absence, by);
            }
            return ended;
        }));
    }

    Optional<Absence> find(UUID id) {
        return jdbc.sql("select * from eo.absence where id = ?").param(id).query(Absences::absence).optional();
    }

    /** All there are, the latest first. */
    List<Absence> all() {
        return jdbc.sql("select * from eo.absence order by from_day desc, id").query(Absences::absence).list();
    }

    /** Who does the work of this account now, if it is away. */
    Optional<Absence> now(String account) {
        return jdbc.sql("select * from eo.absence where account = :account and " + NOW).param("account", account).param("today", today())
            .query(Absences::absence).optional();
    }

    @Override
    public Set<String> absentBehind(String account) {
        return behind(account).stream().map(Absence::account).collect(Collectors.toCollection(TreeSet::new));
    }

    /** Those that hold now and whose tasks are not handed over yet. */
    List<Absence> toBegin() {
        return jdbc.sql("select * from eo.absence where begun_at is null and %s order by from_day, id".formatted(NOW)).param("today", today())
            .query(Absences::absence).list();
    }

    /** Those that are over and whose tasks are not handed back yet. */
    List<Absence> toReturn() {
        return jdbc.sql("select * from eo.absence where returned_at is null and (ended_at is not null or until_day < ?) order by from_day, id").param(today())
            .query(Absences::absence).list();
    }

    /** Those of an account that were lived and are over, and of which it was not told yet; the oldest first. None while it is away again. */
    List<Absence> toTell(String account) {
        return now(account).isPresent() ? List.of() : jdbc.sql("""
                select * from eo.absence where account = :account and begun_at is not null and told_at is null
                  and (ended_at is not null or until_day < :today) order by from_day""")
            .param("account", account).param("today", today()).query(Absences::absence).list();
    }

    /** For whom the account stands in today. */
    List<Absence> behind(String account) {
        return jdbc.sql("select * from eo.absence where substitute = :account and %s order by account".formatted(NOW)).param("account", account)
            .param("today", today()).query(Absences::absence).list();
    }

    void told(Absence absence) {
        jdbc.sql("update eo.absence set told_at = ? where id = ?").params(now(), absence.id()).update();
    }

    /** Those that hold now and whose tasks are handed over. */
    List<Absence> begun() {
        return jdbc.sql("select * from eo.absence where begun_at is not null and %s order by from_day, id".formatted(NOW)).param("today", today())
            .query(Absences::absence).list();
    }

    void begun(Absence absence) {
        jdbc.sql("update eo.absence set begun_at = ? where id = ?").params(now(), absence.id()).update();
    }

    void returned(Absence absence) {
        jdbc.sql("update eo.absence set returned_at = ? where id = ?").params(now(), absence.id()).update();
    }

    /** The day in Washington. */
    LocalDate today() {
        return WashingtonTime.day(clock.instant());
    }

    private void record(EntryKind kind, Absence absence) {
        ledger.append(new Entry(kind, null, null, null, null, null, Map.of("absence", absence.id().toString(), "account", absence.account(),
            "substitute", absence.substitute(), "from", absence.from().toString(), "until", absence.until().toString())));
    }

    private OffsetDateTime now() {
        return OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC);
    }

    private static Absence absence(ResultSet row, int number) throws SQLException {
        var ended = row.getObject("ended_at", OffsetDateTime.class);
        return new Absence(row.getObject("id", UUID.class), row.getString("account"), row.getString("substitute"), row.getObject("from_day", LocalDate.class),
            row.getObject("until_day", LocalDate.class), row.getString("entered_by"), row.getObject("entered_at", OffsetDateTime.class).toInstant(),
            ended == null ? null : ended.toInstant());
    }
}
