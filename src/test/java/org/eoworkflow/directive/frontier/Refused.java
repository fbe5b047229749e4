package org.eoworkflow.directive.frontier;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.eoworkflow.platform.Refusal;

/** What people are refused, and in which words. */
final class Refused {

    private Refused() {
    }

    /** @param field at which the refusal begins, or null for none in particular */
    static void refused(ThrowingCallable work, String field, String message) {
        assertThatThrownBy(work).satisfies(thrown -> {
            var refusal = Refusal.in(thrown);
            assertThat(refusal).as(thrown.toString()).isNotNull();
            assertThat(refusal.getMessage()).contains(message);
            if (field != null) {
                assertThat(refusal.field()).startsWith(field);
            }
        });
    }
}
