package org.eoworkflow.platform;

/** The application cannot start, for a reason that its operator can mend. The message is all that is printed: what is wrong, and what to do. */
public class CannotStart extends RuntimeException {

    public CannotStart(String message) {
        super(message);
    }

    public CannotStart(String message, Throwable cause) {
        super(message, cause);
    }
}
