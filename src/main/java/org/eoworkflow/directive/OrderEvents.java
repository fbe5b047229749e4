package org.eoworkflow.directive;

import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.MismatchingMessageCorrelationException;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** What the order office tells a running order: that it was amended or revoked, or that it is closed. */
@Component("orderEvents")
public class OrderEvents {

    private static final Map<String, String> MESSAGES =
        Map.of("amended", "OrderAmended", "revoked", "OrderRevoked", "closed", "OrderClosed");

    private final ObjectProvider<RuntimeService> runtime;
    private final OrderInstances instances;
    private final Closing closing;

    OrderEvents(ObjectProvider<RuntimeService> runtime, OrderInstances instances, Closing closing) {
        this.runtime = runtime;
        this.instances = instances;
        this.closing = closing;
    }

    /** Gives the event to the order, with its citation and reason. */
    public void inform(DelegateExecution execution) {
        var order = text(execution, "order");
        var event = text(execution, "event");
        var message = MESSAGES.get(event);
        if (message == null) {
            throw Refusal.invalid("event", "Say what happened: the order was amended, revoked, or is to be closed.");
        }
        var master = instances.master(order);
        if (event.equals("revoked") && !order.equals(text(execution, "confirmation"))) {
            throw Refusal.invalid("confirmation", "Repeat the order's id, %s, to confirm its revocation.".formatted(order));
        }
        if (event.equals("closed")) {
            checkClosable(order, master.getId());
        }
        execution.setProcessBusinessKey(order);
        try {
            runtime.getObject().createMessageCorrelation(message).processInstanceId(master.getId())
                .setVariablesToTriggeredScope(Map.of("citation", text(execution, "citation"), "reason", text(execution, "reason")))
                .correlate();
        } catch (MismatchingMessageCorrelationException notYet) {
            throw Refusal.conflict("Order '%s' cannot be closed yet: its closing report is not approved.".formatted(order));
        }
    }

    /** A closed order leaves nothing behind that nobody looks after. */
    private void checkClosable(String order, String master) {
        closing.checkNothingRuns(order, "Order '%s' cannot be closed yet".formatted(order));
        if (instances.closingReportIsUnderWay(master)) {
            throw Refusal.conflict("Order '%s' cannot be closed yet: its closing report is not approved.".formatted(order));
        }
        if (instances.amendmentIsUnderWay(master)) {
            throw Refusal.conflict("Order '%s' cannot be closed yet: an amendment was reported. Complete its task 'Assess amendment' first.".formatted(order));
        }
        var cases = instances.unfinishedCases(order);
        if (!cases.isEmpty()) {
            throw Refusal.conflict("Order '%s' cannot be closed yet: %d of its cases are open, the first of them %s. Finish them first."
                .formatted(order, cases.size(), cases.stream().map(c -> c.getBusinessKey()).sorted().findFirst().orElseThrow()));
        }
    }

    private static String text(DelegateExecution execution, String variable) {
        return Objects.toString(execution.getVariable(variable), "").strip();
    }
}
