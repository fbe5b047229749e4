package org.eoworkflow.task;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Period;
import java.util.List;
import java.util.UUID;
import net.fortuna.ical4j.model.Calendar;
import net.fortuna.ical4j.model.ParameterList;
import net.fortuna.ical4j.model.TimeZoneRegistryFactory;
import net.fortuna.ical4j.model.component.VAlarm;
import net.fortuna.ical4j.model.component.VEvent;
import net.fortuna.ical4j.model.component.VTimeZone;
import net.fortuna.ical4j.model.property.Description;
import net.fortuna.ical4j.model.property.DtStamp;
import net.fortuna.ical4j.model.property.DtStart;
import net.fortuna.ical4j.model.property.LastModified;
import net.fortuna.ical4j.model.property.ProdId;
import net.fortuna.ical4j.model.property.RefreshInterval;
import net.fortuna.ical4j.model.property.Sequence;
import net.fortuna.ical4j.model.property.Summary;
import net.fortuna.ical4j.model.property.Trigger;
import net.fortuna.ical4j.model.property.Uid;
import net.fortuna.ical4j.model.property.Url;
import net.fortuna.ical4j.model.property.XProperty;
import net.fortuna.ical4j.model.property.immutable.ImmutableAction;
import net.fortuna.ical4j.model.property.immutable.ImmutableCalScale;
import net.fortuna.ical4j.model.property.immutable.ImmutableStatus;
import net.fortuna.ical4j.model.property.immutable.ImmutableTransp;
import net.fortuna.ical4j.model.property.immutable.ImmutableVersion;
import org.eoworkflow.deadline.Explanation;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.task.CalendarDates.Entry;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Dates as iCalendar (RFC 5545): by Washington's clock, with the zone's rules, alarms, and the same UID however often a date moves. */
@Component
class CalendarText {

    /** How long before a date a calendar reminds of it. */
    private static final List<Duration> ALARMS = List.of(Duration.ofDays(7), Duration.ofDays(1));

    /** Octets in a line, its end left out. */
    private static final int LINE = 75;

    private final VTimeZone washington = TimeZoneRegistryFactory.getInstance().createRegistry().getTimeZone(EngineClock.WASHINGTON.getId()).getVTimeZone();
    private final Explanation explanation;
    private final String url;

    CalendarText(Explanation explanation, @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.explanation = explanation;
        this.url = url.replaceAll("/+$", "");
    }

    String address(String token) {
        return "%s/calendar/%s.ics".formatted(url, token);
    }

    String of(String name, List<Entry> entries) {
        var calendar = new Calendar();
        calendar.add(new ProdId("-//eo-workflow//Dates//EN"));
        calendar.add(ImmutableVersion.VERSION_2_0);
        calendar.add(ImmutableCalScale.GREGORIAN);
        calendar.add(new XProperty("X-WR-CALNAME", name));
        calendar.add(new XProperty("X-WR-TIMEZONE", EngineClock.WASHINGTON.getId()));
        calendar.add(new XProperty("X-PUBLISHED-TTL", "PT1H"));
        calendar.add(new RefreshInterval(new ParameterList(List.of(net.fortuna.ical4j.model.parameter.Value.DURATION)), Duration.ofHours(1)));
        calendar.add(washington);
        entries.forEach(entry -> calendar.add(event(entry)));
        calendar.validate();
        return folded(calendar.toString());
    }

    /** RFC 5545 counts the octets of a line; the library's own folding counts characters. */
    private static String folded(String text) {
        var folded = new StringBuilder(text.length());
        int octets = 0;
        for (int character : text.codePoints().toArray()) {
            int size = Character.toString(character).getBytes(StandardCharsets.UTF_8).length;
            if (character == '\r') {
                octets = 0;
            } else if (character != '\n') {
                octets += size;
                if (octets > LINE) {
                    folded.append("\r\n ");
                    octets = 1 + size;
                }
            }
            folded.appendCodePoint(character);
        }
        return folded.toString();
    }

    private VEvent event(Entry entry) {
        var event = new VEvent(false);
        event.add(new Uid(UUID.nameUUIDFromBytes(entry.key().getBytes(StandardCharsets.UTF_8)) + "@eo-workflow"));
        event.add(new DtStamp(entry.changed()));
        event.add(new LastModified(entry.changed()));
        event.add(new Sequence(entry.sequence()));
        event.add(new DtStart<>(entry.at().atZone(EngineClock.WASHINGTON)));
        event.add(new Summary(entry.title()));
        if (entry.record() != null) {
            event.add(new Description(String.join("\n", explanation.of(entry.record()))));
            event.add(new Url(URI.create("%s/api/deadlines/%d/page".formatted(url, entry.record().id()))));
        }
        event.add(entry.cancelled() ? ImmutableStatus.VEVENT_CANCELLED : ImmutableStatus.VEVENT_CONFIRMED);
        event.add(ImmutableTransp.TRANSPARENT);
        if (!entry.cancelled()) {
            ALARMS.forEach(before -> event.add(alarm(before, entry.title())));
        }
        return event;
    }

    private static VAlarm alarm(Duration before, String title) {
        var alarm = new VAlarm();
        alarm.add(ImmutableAction.DISPLAY);
        alarm.add(new Trigger(Period.ofDays((int) -before.toDays())));
        alarm.add(new Description(title));
        return alarm;
    }
}
