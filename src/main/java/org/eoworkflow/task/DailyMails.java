package org.eoworkflow.task;

import java.time.Clock;
import org.eoworkflow.deadline.FederalCalendar;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.scheduling.annotation.Scheduled;
import org.springframework.stereotype.Component;

/** What is mailed at 07:30 in Washington on each federal working day; however many nodes run, each mail goes out once. */
@Component
class DailyMails {

    private final FederalCalendar calendar;
    private final Digests digests;
    private final UnclaimedTasks unclaimed;
    private final Clock clock;

    DailyMails(FederalCalendar calendar, Digests digests, UnclaimedTasks unclaimed, Clock clock) {
        this.calendar = calendar;
        this.digests = digests;
        this.unclaimed = unclaimed;
        this.clock = clock;
    }

    @Scheduled(cron = "${eo.daily.at:0 30 7 * * MON-FRI}", zone = EngineClock.ZONE)
    void send() {
        var today = WashingtonTime.day(clock.instant());
        if (calendar.isWorkingDay(today)) {
            unclaimed.pointOut(today);
            digests.send(today);
        }
    }
}
