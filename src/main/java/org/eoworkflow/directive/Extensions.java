package org.eoworkflow.directive;

import java.time.Clock;
import java.time.LocalDate;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** More time for a required action: asked for by the agency, decided by the office that released the directive. */
@Component("extensions")
public class Extensions {

    private final ImplementationRows rows;
    private final Implementations implementations;
    private final RequiredActions actions;
    private final Orders orders;
    private final Catalogue catalogue;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final Clock clock;
    private final ObjectProvider<RuntimeService> runtime;

    Extensions(ImplementationRows rows, Implementations implementations, RequiredActions actions, Orders orders, Catalogue catalogue, Ledger ledger,
               Outbox outbox, Documents documents, Clock clock, ObjectProvider<RuntimeService> runtime) {
        this.rows = rows;
        this.implementations = implementations;
        this.actions = actions;
        this.orders = orders;
        this.catalogue = catalogue;
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.clock = clock;
        this.runtime = runtime;
    }

    /** Puts the signed-in agency's request before the office; one at a time for each action. */
    public void request(DelegateExecution execution) {
        Implementation implementation = implementations.mine(text(execution, "directiveNumber"));
        orders.checkStands(implementation.order(), implementation.directive());
        int number = execution.getVariable("actionNumber") instanceof Number n ? n.intValue() : 0;
        RequiredAction action = rows.action(implementation.key(), number).orElseThrow(() -> Refusal.invalid("actionNumber",
            "%s has no action of this number. Its actions are: %s.".formatted(implementation.number(), rows.actions(implementation.key()).stream()
                .map(a -> a.number() + " (" + a.text() + ")").collect(Collectors.joining(", ")))));
        if (!implementation.isOpen() || !action.isOpen()) {
            throw Refusal.conflict("Action %d of %s is completed: it needs no extension.".formatted(number, implementation.number()));
        }
        LocalDate date = later("requestedDate", execution.getVariable("requestedDate"), action);
        for (String field : new String[] {"extensionReason", "proposedMeasures"}) {
            if (text(execution, field).isBlank()) {
                throw Refusal.invalid(field, "Say why more time is needed, and what lowers the risk until then.");
            }
        }
        if (!rows.requestExtension(implementation.key(), number, date)) {
            throw Refusal.conflict("An extension of action %d of %s is asked for already and not decided yet.".formatted(number, implementation.number()));
        }
        Map<String, Object> request = new HashMap<>();
        request.put("extensionAction", number);
        request.put("extensionActionText", action.text());
        request.put("extensionCurrentDue", WashingtonTime.text(action.due()));
        request.put("requestedDate", date.toString());
        request.put("extensionReason", text(execution, "extensionReason"));
        request.put("proposedMeasures", text(execution, "proposedMeasures"));
        request.put("newDate", date.toString());
        request.put("compensatingMeasures", text(execution, "proposedMeasures"));
        request.put("extensionDecision", null);
        request.put("extensionRefusal", null);
        runtime.getObject().createMessageCorrelation("ExtensionRequested").processInstanceId(implementation.processInstance())
            .setVariablesToTriggeredScope(request).correlate();
        ledger.append(new Entry(EntryKind.EXTENSION_REQUESTED, implementation.order(), null, implementation.key(), implementation.processInstance(),
            null, Json.row("action", number, "until", date.toString(), "reason", text(execution, "extensionReason"))));
    }

    /** Moves the action to its new date, with its task and timers. */
    public void grant(DelegateExecution execution) {
        Implementation implementation = implementation(execution);
        RequiredAction action = action(execution, implementation);
        if (!action.isOpen()) {
            throw Refusal.conflict("Action %d was completed meanwhile. Refuse the extension and say so.".formatted(action.number()));
        }
        LocalDate date = later("newDate", execution.getVariable("newDate"), action);
        if (text(execution, "compensatingMeasures").isBlank()) {
            throw Refusal.invalid("compensatingMeasures", "Say what the agency does to lower the risk until then.");
        }
        actions.move(implementation, action.number(), RequiredAction.endOf(date));
        decided(execution, implementation, action, Json.row("decision", "granted", "previousDue", action.due().toString(),
            "due", RequiredAction.endOf(date).toString(), "measures", text(execution, "compensatingMeasures")),
            "Granted: due " + WashingtonTime.text(RequiredAction.endOf(date)) + ".", text(execution, "compensatingMeasures"));
    }

    /** Leaves the date as it is. */
    public void refuse(DelegateExecution execution) {
        Implementation implementation = implementation(execution);
        RequiredAction action = action(execution, implementation);
        if (text(execution, "extensionRefusal").isBlank()) {
            throw Refusal.invalid("extensionRefusal", "Say why the due date stays.");
        }
        rows.extensionDecided(implementation.key(), action.number(), action.due());
        decided(execution, implementation, action, Json.row("decision", "refused", "due", action.due().toString(),
            "reason", text(execution, "extensionRefusal")), "Refused: due " + WashingtonTime.text(action.due()) + ".",
            text(execution, "extensionRefusal"));
    }

    private void decided(DelegateExecution execution, Implementation implementation, RequiredAction action, Map<String, Object> payload,
                         String decision, String reason) {
        payload.put("action", action.number());
        ledger.append(Entry.of(EntryKind.EXTENSION_DECIDED, execution, payload));
        var agency = catalogue.agency(implementation.agency());
        outbox.add(new Mail("extension-decided/" + execution.getActivityInstanceId(), agency.mailbox(),
            "Extension of action %d of %s decided".formatted(action.number(), implementation.number()),
            documents.html("mail/extension-decided", Map.of("agency", agency.name(), "number", implementation.number(), "action", action.text(),
                "decision", decision, "reason", reason))));
    }

    /** A date after the present one and not in the past. */
    private LocalDate later(String field, Object value, RequiredAction action) {
        LocalDate date = RequiredActions.day(field, value);
        if (!RequiredAction.endOf(date).isAfter(action.due()) || date.isBefore(WashingtonTime.day(clock.instant()))) {
            throw Refusal.invalid(field, "The new date must lie after the present one, %s, and not in the past.".formatted(WashingtonTime.text(action.due())));
        }
        return date;
    }

    private Implementation implementation(DelegateExecution execution) {
        return rows.find(execution.getProcessBusinessKey()).orElseThrow(() -> Refusal.unknown("implementation", "There is no such implementation."));
    }

    private RequiredAction action(DelegateExecution execution, Implementation implementation) {
        return rows.action(implementation.key(), (Integer) execution.getVariable("extensionAction")).orElseThrow();
    }

    private static String text(DelegateExecution execution, String variable) {
        return Objects.toString(execution.getVariable(variable), "").strip();
    }
}
