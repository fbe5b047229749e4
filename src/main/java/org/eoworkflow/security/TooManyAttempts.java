package org.eoworkflow.security;

import java.time.Duration;
import org.springframework.security.core.AuthenticationException;

/** Nobody looks at this password before the pause is over; it says nothing about the account or the password. */
class TooManyAttempts extends AuthenticationException {

    private final Duration pause;

    TooManyAttempts(Duration pause) {
        super("Too many attempts to sign in. Try again in %s.".formatted(text(pause)));
        this.pause = pause;
    }

    /** Seconds to wait, at least one. */
    long seconds() {
        return seconds(pause);
    }

    private static long seconds(Duration pause) {
        return Math.max(1, (pause.toMillis() + 999) / 1000);
    }

    private static String text(Duration pause) {
        long seconds = seconds(pause);
        if (seconds < 90) {
            return seconds == 1 ? "1 second" : seconds + " seconds";
        }
        return (seconds + 59) / 60 + " minutes";
    }
}
