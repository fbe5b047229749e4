package org.eoworkflow.security.spill;

import java.time.Clock;
import java.util.Optional;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;

/**
 * Refuses what looks classified, wherever it enters, and starts the response to it. The refusal names place and rule and never what was found;
 * whoever calls stores nothing before.
 */
@Component
public class SpillGuard {

    private static final String WHAT_TO_DO = "nothing was stored, and the security officer was told. Touch nothing and send it to nobody. If it is "
        + "classified, it belongs in the classified system: give a pointer here (registry number, custodian office, system name). If it is not, "
        + "write it without what looks like a marking.";

    private final SpillRules rules;
    private final FileText files;
    private final SpillResponse response;
    private final ObjectProvider<IdentityService> identity;
    private final Clock clock;

    SpillGuard(SpillRules rules, FileText files, SpillResponse response, ObjectProvider<IdentityService> identity, Clock clock) {
        this.rules = rules;
        this.files = files;
        this.response = response;
        this.identity = identity;
        this.clock = clock;
    }

    /**
     * Refuses a text that looks classified.
     *
     * @param place where it enters, by the product's own names
     * @param field by its own name, or null
     * @param words the field as people know it: {@code The field 'Summary'}
     */
    public void text(String place, String field, String words, String text) {
        broken(text).ifPresent(rule -> {
            throw stopped(place, field, words, rule);
        });
    }

    /** The name of the rule by which a text looks classified. */
    Optional<String> broken(String text) {
        return rules.broken(text);
    }

    /**
     * Refuses a file whose name, content or properties look classified, and a file of which this cannot be told.
     *
     * @param place where it enters, by the product's own names
     */
    public void file(String place, String name, byte[] content) {
        text(place + ", name of the file", "file", "The file's name", name);
        var unreadable = stopIfMarked(place, content);
        if (unreadable.isPresent()) {
            throw new Refusal(Refusal.Kind.UNSUPPORTED, "file", ("The file %s, so it cannot be checked for classified content; nothing was stored. "
                + "Add a copy that can be read, or a pointer.").formatted(unreadable.get()));
        }
    }

    /**
     * Refuses a file whose content or properties look classified, for whoever refuses it for another reason otherwise.
     *
     * @return why it cannot be read to its end, if so
     */
    public Optional<String> stopIfMarked(String place, byte[] content) {
        try {
            marked(place, files.of(content));
            return Optional.empty();
        } catch (FileText.Unreadable unreadable) {
            marked(place, unreadable.before());
            return Optional.of(unreadable.getMessage());
        }
    }

    private void marked(String place, String text) {
        rules.broken(text, true).ifPresent(rule -> {
            throw stopped(place + ", file", "file", "The file", rule);
        });
    }

    /** The refusal of something that was found by a rule; the response to it is started. */
    Refusal stopped(String place, String field, String words, String rule) {
        response.start(account(), place, rule, clock.instant());
        return Refusal.invalid(field, "%s carries what looks like a marking of classified content (rule '%s'): %s".formatted(words, rule, WHAT_TO_DO));
    }

    private String account() {
        var engine = identity.getObject().getCurrentAuthentication();
        var signedIn = SecurityContextHolder.getContext().getAuthentication();
        return engine != null && engine.getUserId() != null ? engine.getUserId() : signedIn != null ? signedIn.getName() : "system";
    }
}
