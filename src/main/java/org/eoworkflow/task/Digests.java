package org.eoworkflow.task;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.ledger.Recorded;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.task.CalendarDates.Entry;
import org.eoworkflow.task.CalendarFeeds.Feed;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/**
 * One mail a day for each person who has a mailbox: the tasks to do and the dates ahead. Nothing to tell, no mail. Who is away gets none:
 * the tasks are in the substitute's. The first one after the return tells what was done meanwhile.
 */
@Component
class Digests {

    private static final Logger LOG = LoggerFactory.getLogger(Digests.class);

    private final CalendarDates dates;
    private final Absences absences;
    private final Ledger ledger;
    private final DailySettings settings;
    private final IdentityService identity;
    private final Documents documents;
    private final Outbox outbox;
    private final Clock clock;
    private final String url;

    Digests(CalendarDates dates, Absences absences, Ledger ledger, DailySettings settings, IdentityService identity, Documents documents,
            Outbox outbox, Clock clock, @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.dates = dates;
        this.absences = absences;
        this.ledger = ledger;
        this.settings = settings;
        this.identity = identity;
        this.documents = documents;
        this.outbox = outbox;
        this.clock = clock;
        this.url = url.replaceAll("/+$", "");
    }

    /** Mails everybody whose account has a mailbox. A mail that the spill guard refuses holds up no other. */
    void send(LocalDate today) {
        identity.createUserQuery().list().stream().filter(user -> user.getEmail() != null && !user.getEmail().isBlank()).forEach(user -> {
            try {
                send(user, today);
            } catch (Refusal refused) {
                LOG.warn("The digest for '{}' is not sent: {}", user.getId(), refused.getMessage());
            }
        });
    }

    void send(User user, LocalDate today) {
        if (absences.now(user.getId()).isPresent()) {
            return;
        }
        var until = today.plus(settings.ahead()).plusDays(1).atStartOfDay(EngineClock.WASHINGTON).toInstant();
        var ahead = dates.of(new Feed(null, user.getId(), null, null)).stream().filter(entry -> !entry.cancelled() && entry.at().isBefore(until))
            .sorted(Comparator.comparing(Entry::at)).toList();
        var away = absences.toTell(user.getId());
        var behind = absences.behind(user.getId());
        if (ahead.isEmpty() && away.isEmpty() && behind.isEmpty()) {
            return;
        }
        var title = "Your tasks and dates, " + WashingtonTime.text(today);
        outbox.add(new Mail("digest/%s/%s".formatted(today, user.getId()), user.getEmail(), title, documents.html("mail/digest",
            Map.of("title", title, "away", away.stream().map(this::told).toList(), "behind", behind.stream().map(Digests::standingIn).toList(),
                "tasks", lines(ahead, true), "dates", lines(ahead, false), "days", settings.ahead().getDays(), "url", url))));
        away.forEach(absences::told);
    }

    private static String standingIn(Absence absence) {
        return "You stand in for %s until %s.".formatted(absence.account(), WashingtonTime.text(absence.until()));
    }

    private Map<String, Object> told(Absence absence) {
        var done = ledger.completedFor(absence.account(), absence.from().atStartOfDay(EngineClock.WASHINGTON).toInstant(), absence.end()).stream()
            .filter(completed -> completed.account().equals(absence.substitute())).map(Digests::done).toList();
        return Map.of("says", "%s stood in for you, %s%s.".formatted(absence.substitute(), absence.period(), absence.endedAt() == null ? ""
            : ", ended early on " + WashingtonTime.text(absence.endedAt())), "done", done);
    }

    private static Map<String, Object> done(Recorded completed) {
        return Map.of("title", Objects.toString(completed.entry().payload().get("task"), completed.entry().activity()),
            "of", Objects.toString(completed.entry().businessKey(), ""), "at", WashingtonTime.text(completed.at()));
    }

    private List<Map<String, Object>> lines(List<Entry> entries, boolean tasks) {
        Instant now = clock.instant();
        return entries.stream().filter(entry -> entry.isTask() == tasks).map(entry -> Map.<String, Object>of("title", entry.title(),
            "at", WashingtonTime.text(entry.at()), "late", entry.at().isBefore(now))).toList();
    }
}
