package org.eoworkflow.security.form;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Set;
import org.eoworkflow.platform.Refusal;

/** What is wrong with a submission, all of it in one message. */
final class Problems {

    private static final int MOST = 20;

    private final Map<String, String> problems = new LinkedHashMap<>();
    private final Set<String> told = new HashSet<>();
    private boolean more;

    void add(String field, String sentence) {
        if (!told.add(sentence)) {
            return;
        }
        if (isFull()) {
            more = true;
        } else {
            problems.merge(field, sentence, (one, two) -> one + " " + two);
        }
    }

    boolean isEmpty() {
        return problems.isEmpty();
    }

    boolean isFull() {
        return problems.size() >= MOST;
    }

    /** The first field of which something is said, or null. */
    String field() {
        return isEmpty() ? null : problems.keySet().iterator().next();
    }

    /** @param what the task or the start, at the beginning of the message */
    String message(String what) {
        return what + ": " + String.join(" ", problems.values()) + (more ? " There is more." : "");
    }

    /** Refuses if there is anything. */
    void refuse(String what) {
        if (!isEmpty()) {
            throw Refusal.invalid(field(), message(what));
        }
    }
}
