package org.eoworkflow.task;

import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.task.CalendarDates.Entry;
import org.eoworkflow.task.CalendarFeeds.Feed;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** One mail a day for each person who has a mailbox: the tasks to do and the dates ahead. Nothing to tell, no mail. */
@Component
class Digests {

    private final CalendarDates dates;
    private final DailySettings settings;
    private final IdentityService identity;
    private final Documents documents;
    private final Outbox outbox;
    private final Clock clock;
    private final String url;

    Digests(CalendarDates dates, DailySettings settings, IdentityService identity, Documents documents, Outbox outbox, Clock clock,
            @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.dates = dates;
        this.settings = settings;
        this.identity = identity;
        this.documents = documents;
        this.outbox = outbox;
        this.clock = clock;
        this.url = url.replaceAll("/+$", "");
    }

    /** Mails everybody whose account has a mailbox. */
    void send(LocalDate today) {
        identity.createUserQuery().list().stream().filter(user -> user.getEmail() != null && !user.getEmail().isBlank()).forEach(user -> send(user, today));
    }

    void send(User user, LocalDate today) {
        var until = today.plus(settings.ahead()).plusDays(1).atStartOfDay(EngineClock.WASHINGTON).toInstant();
        var ahead = dates.of(new Feed(null, user.getId(), null, null)).stream().filter(entry -> !entry.cancelled() && entry.at().isBefore(until))
            .sorted(Comparator.comparing(Entry::at)).toList();
        if (ahead.isEmpty()) {
            return;
        }
        var title = "Your tasks and dates, " + WashingtonTime.text(today);
        outbox.add(new Mail("digest/%s/%s".formatted(today, user.getId()), user.getEmail(), title, documents.html("mail/digest",
            Map.of("title", title, "tasks", lines(ahead, true), "dates", lines(ahead, false), "days", settings.ahead().getDays(), "url", url))));
    }

    private List<Map<String, Object>> lines(List<Entry> entries, boolean tasks) {
        Instant now = clock.instant();
        return entries.stream().filter(entry -> entry.isTask() == tasks).map(entry -> Map.<String, Object>of("title", entry.title(),
            "at", WashingtonTime.text(entry.at()), "late", entry.at().isBefore(now))).toList();
    }
}
