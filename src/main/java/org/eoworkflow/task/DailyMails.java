package org.eoworkflow.task;

import java.time.Clock;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import org.eoworkflow.deadline.FederalCalendar;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.scheduling.support.CronExpression;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * What is mailed at 07:30 in Washington on each federal working day: all in one transaction, by the node that comes first. If none ran then,
 * the first that runs later on the same day makes up for it.
 */
@Component
class DailyMails {

    private final FederalCalendar calendar;
    private final Digests digests;
    private final UnclaimedTasks unclaimed;
    private final DailySettings settings;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;
    private final Clock clock;

    DailyMails(FederalCalendar calendar, Digests digests, UnclaimedTasks unclaimed, DailySettings settings, JdbcClient jdbc,
               TransactionTemplate transaction, Clock clock) {
        this.calendar = calendar;
        this.digests = digests;
        this.unclaimed = unclaimed;
        this.settings = settings;
        this.jdbc = jdbc;
        this.transaction = transaction;
        this.clock = clock;
    }

    @Scheduled(cron = "${eo.daily.at:" + DailySettings.HALF_PAST_SEVEN + "}", zone = EngineClock.ZONE)
    void send() {
        var today = WashingtonTime.day(clock.instant());
        if (calendar.isWorkingDay(today)) {
            transaction.executeWithoutResult(status -> {
                if (begin(today)) {
                    unclaimed.pointOut(today);
                    digests.send(today);
                }
            });
        }
    }

    /** Sends what should have been sent earlier today. */
    @Scheduled(fixedDelayString = "PT10M", initialDelayString = "PT1M")
    void makeUp() {
        if (isDue(settings.at())) {
            send();
        }
    }

    /** Whether the time of today, by this schedule, has come. */
    boolean isDue(String schedule) {
        if (schedule.equals(Scheduled.CRON_DISABLED)) {
            return false;
        }
        var now = clock.instant().atZone(EngineClock.WASHINGTON);
        var first = CronExpression.parse(schedule).next(now.toLocalDate().atStartOfDay(EngineClock.WASHINGTON).minusNanos(1));
        return first != null && !first.isAfter(now);
    }

    /** False if the mails of this day were written already; waits while another node writes them. */
    private boolean begin(LocalDate day) {
        return jdbc.sql("insert into eo.daily_mails values (?, ?) on conflict do nothing")
            .params(day, OffsetDateTime.ofInstant(clock.instant(), ZoneOffset.UTC)).update() == 1;
    }
}
