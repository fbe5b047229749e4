package org.eoworkflow.platform;

import java.time.Clock;
import java.time.Instant;
import java.time.ZoneId;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.springframework.stereotype.Component;

/** The engine's clock, in Washington's zone: what the engine, the ledger and the deadlines agree is now. */
@Component
public class EngineClock extends Clock {

    /** Name of Washington's zone. */
    public static final String ZONE = "America/New_York";
    public static final ZoneId WASHINGTON = ZoneId.of(ZONE);

    private final ZoneId zone;

    public EngineClock() {
        this(WASHINGTON);
    }

    private EngineClock(ZoneId zone) {
        this.zone = zone;
    }

    @Override
    public ZoneId getZone() {
        return zone;
    }

    @Override
    public Clock withZone(ZoneId other) {
        return new EngineClock(other);
    }

    @Override
    public Instant instant() {
        return ClockUtil.getCurrentTime().toInstant();
    }
}
