package org.eoworkflow.directive.readiness;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.delegate.DelegateTask;
import org.eoworkflow.directive.Fields;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** What is checked of an organization's own checklists: that they hang together, never what was answered. */
@Component("readiness")
public class Readiness {

    private static final LocalDate LONG_AGO = LocalDate.of(1990, 1, 1);

    private final Clock clock;

    Readiness(Clock clock) {
        this.clock = clock;
    }

    /** A list has at least one line. */
    public void listed(DelegateTask task, String list, String message) {
        listed(new Fields(task), list, message);
    }

    private static void listed(Fields fields, String list, String message) {
        if (fields.rows(list).isEmpty()) {
            throw Refusal.invalid(list, message);
        }
    }

    /** Models are listed where there are any. */
    public void models(DelegateTask task) {
        where(task, "hasModels", "modelList", "List at least one model, or answer that there is none.");
    }

    /** Directives are listed where there are any; for each that means something it is said what follows. */
    public void directives(DelegateTask task) {
        where(task, "directivesFound", "directiveList", "List at least one directive, or answer that none was found.");
        noted(new Fields(task), "directiveList", "meaning", "none", "note", "Line %d: say what follows from the directive.");
    }

    /** Programs are listed where there are any. */
    public void grants(DelegateTask task) {
        where(task, "grantsFound", "grantList", "List at least one program, or answer that none was found.");
    }

    /** Uses of AI are listed where there are any. */
    public void deployments(DelegateTask task) {
        where(task, "usesAi", "deploymentList", "List at least one use of AI, or answer that there is none.");
    }

    private static void where(DelegateTask task, String asked, String list, String message) {
        if (new Fields(task).choice(asked, "Answer yes or no.", "yes", "no").equals("yes")) {
            listed(new Fields(task), list, message);
        } else {
            task.setVariable(list, null);
        }
    }

    /** In each row whose choice is not the one that needs no more, the note is there. */
    private static void noted(Fields fields, String list, String choice, String without, String note, String message) {
        var rows = fields.rows(list);
        for (int i = 0; i < rows.size(); i++) {
            if (!Fields.field(rows.get(i), choice).equals(without) && Fields.field(rows.get(i), note).isEmpty()) {
                throw Refusal.invalid(list, message.formatted(i + 1));
            }
        }
    }

    /** The working group has met, and consists of offices. */
    public void convened(DelegateTask task) {
        var fields = new Fields(task);
        notLater(fields, "convenedOn", "Give the day on which the group first met, today or earlier.");
        listed(fields, "groupOffices", "Name at least one office.");
    }

    /** It is decided on participation. Each answer is as good as the other. */
    public void decided(DelegateTask task) {
        participation(new Fields(task), "participation", "participationAgainOn");
    }

    /** The clearinghouse is weighed, and it is decided on participation. Each answer is as good as the other. */
    public void clearinghouse(DelegateTask task) {
        var fields = new Fields(task);
        listed(fields, "clearinghouseConsiderations", "List at least one cost or benefit.");
        participation(fields, "clearinghouseParticipation", "clearinghouseAgainOn");
    }

    private void participation(Fields fields, String decision, String again) {
        fields.choice(decision, "Choose one of the three.", "take-part", "not", "later");
        if (!fields.text(again).isEmpty()) {
            fields.day(again, today(), "Give a day on which to look at it again, today or later, or leave it empty.");
        }
    }

    /** A protocol that is not ready says what has to change. */
    public void protocols(DelegateTask task) {
        var fields = new Fields(task);
        for (var protocol : List.of("protocolIp", "protocolConfidentiality", "protocolSecurity")) {
            if (!fields.choice(protocol, "Say how the protocol stands.", "ready", "to-change", "missing").equals("ready")) {
                fields.required(protocol + "Change", "Say what has to change.");
            }
        }
    }

    /** A plan that was tried was tried in the past. */
    public void plan(DelegateTask task) {
        var fields = new Fields(task);
        if (!fields.text("planTriedOn").isEmpty()) {
            notLater(fields, "planTriedOn", "Give the day on which the plan was last tried, today or earlier, or leave it empty.");
        }
    }

    /** Where an exposure is seen, it is said what should be done. */
    public void exposure(DelegateTask task) {
        var fields = new Fields(task);
        boolean seen = false;
        for (var statute : List.of("exposure1028", "exposure1030", "exposure1343", "exposureOther")) {
            seen |= !fields.choice(statute, "Say whether an exposure is seen.", "none", "possible", "likely").equals("none");
        }
        if (seen) {
            fields.required("exposureMeasures", "Say what should be done where an exposure is possible or likely.");
        }
    }

    private void notLater(Fields fields, String variable, String message) {
        if (fields.day(variable, LONG_AGO, message).isAfter(today())) {
            throw Refusal.invalid(variable, message);
        }
    }

    private LocalDate today() {
        return WashingtonTime.day(clock.instant());
    }
}
