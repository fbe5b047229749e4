package org.eoworkflow.platform;

import org.springframework.boot.SpringBootExceptionReporter;
import org.springframework.boot.web.server.PortInUseException;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;

/** Prints a sentence instead of a stack trace; the exit code is then 1. */
@Order(Ordered.HIGHEST_PRECEDENCE)
class CannotStartReporter implements SpringBootExceptionReporter {

    @Override
    public boolean reportException(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof CannotStart) {
                System.err.println(t.getMessage());
                return true;
            }
            if (t instanceof PortInUseException busy) {
                System.err.println(StartChecks.portInUse(busy.getPort()));
                return true;
            }
        }
        return false;
    }
}
