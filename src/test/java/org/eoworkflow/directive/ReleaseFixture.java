package org.eoworkflow.directive;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Date;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.spin.Spin;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** Directives that are released for a test, each with a number of its own, and what their agencies do with them. */
@Component
public class ReleaseFixture {

    /** The day after the release of every directive here. */
    public static final Instant NEXT_DAY = Instant.parse("2026-06-11T14:00:00Z");

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final RepositoryService repository;
    private final RuntimeService runtime;
    private final HistoryService history;
    private final ManagementService management;
    private final FormService forms;
    private final People people;
    private final Certifications certifications;
    private final JdbcClient jdbc;

    ReleaseFixture(RepositoryService repository, RuntimeService runtime, HistoryService history, ManagementService management,
                   FormService forms, People people, Certifications certifications, JdbcClient jdbc) {
        this.repository = repository;
        this.runtime = runtime;
        this.history = history;
        this.management = management;
        this.forms = forms;
        this.people = people;
        this.certifications = certifications;
        this.jdbc = jdbc;
    }

    /** An action as a directive states it. */
    public static Map<String, Object> action(String text, Object days, String rule) {
        return new HashMap<>(Map.of("action", text, "days", days, "reporting", "in the dashboard", "rule", rule));
    }

    /** Releases a directive on June 10, 2026; it is June 11 then. */
    public Release release(List<String> agencies, List<Map<String, Object>> actions) {
        return release("BOD 99-%04d".formatted(NUMBER.incrementAndGet()), agencies, actions);
    }

    public Release release(String number, List<String> agencies, List<Map<String, Object>> actions) {
        ClockUtil.setCurrentTime(Date.from(NEXT_DAY));
        repository.createDeployment().name("release for tests").enableDuplicateFiltering(true)
            .addModelInstance("release.bpmn", Bpmn.createExecutableProcess("ReleaseForTest").camundaHistoryTimeToLiveString("P1D")
                .startEvent().serviceTask("Start").camundaExpression("${implementations.start(execution)}").camundaResultVariable("started")
                .endEvent().done()).deploy();
        var variables = new HashMap<String, Object>(Map.of("order", "eo-test", "directive", "bod-test", "lead", "dhs", "through", "cisa",
            "office", "cisa", "signed", "2026-06-02", "title", "Directives", "directiveNumber", number, "directiveTitle", "Security Updates"));
        variables.put("releasedOn", "2026-06-10");
        variables.put("scopeAgencies", Spin.JSON(agencies));
        variables.put("actions", Spin.JSON(new ArrayList<>(actions)));
        var instance = runtime.startProcessInstanceByKey("ReleaseForTest", "eo-test/bod-test", variables);
        int started = (Integer) history.createHistoricVariableInstanceQuery().processInstanceId(instance.getId()).variableName("started")
            .singleResult().getValue();
        return new Release(number, started, "eo-test/bod-test");
    }

    /** A directive that was released under this business key, and is carried out by two agencies. */
    public Release of(String directive, String number) {
        return new Release(number, 2, directive);
    }

    /** A released directive. */
    public class Release {

        public final String number;
        public final int started;
        private final String directive;

        Release(String number, int started, String directive) {
            this.number = number;
            this.started = started;
            this.directive = directive;
        }

        public String key(String agency) {
            return directive + "/" + number.toLowerCase().replace(' ', '-') + "-" + agency;
        }

        public void acknowledge(String agency) {
            people.complete(agency + ".staff", key(agency), "AcknowledgeDirective",
                Map.of("applicability", "applies", "responsibleOffice", "Office of the CISO"));
        }

        public void plan(String agency) {
            people.complete(agency + ".staff", key(agency), "PlanImplementation", Map.of("implementationPlan", "Step by step.",
                "responsibleOffice", "Office of the CISO", "plannedCompletion", "2026-08-01", "implementationRisks", ""));
        }

        public void completeAction(String agency, int action, String on) {
            var task = people.tasks(key(agency), "CompleteAction").stream()
                .filter(t -> Integer.valueOf(action).equals(runtime.getVariable(t.getExecutionId(), "action"))).findFirst().orElseThrow();
            certifications.addEvidence(agency + ".staff", task);
            people.complete(agency + ".staff", task, Map.of("actionResult", "Done as asked.", "actionCompletedOn", on, "actionReported", ""));
        }

        public void report(String agency) {
            people.complete(agency + ".staff", key(agency), "ReportCompletion", Map.of("completionStatement", "All is done."));
        }

        public void accept(String agency) {
            people.complete("cisa.staff", key(agency), "ValidateCompletion", Map.of("validationDecision", "accept"));
        }

        public void requestExtension(String agency, int action, String until) {
            start("RequestExtension", agency + ".staff", new HashMap<>(Map.of("directiveNumber", number, "actionNumber", action,
                "requestedDate", until, "extensionReason", "No fix of the vendor.", "proposedMeasures", "Segmented.")));
        }

        /** The processes that watch the dates of an agency's actions, by action. */
        public ProcessInstance watch(String agency, int action) {
            return runtime.createProcessInstanceQuery().processDefinitionKey("ActionWatch").processInstanceBusinessKey(key(agency))
                .variableValueEquals("action", action).singleResult();
        }

        public Job job(String agency, int action, String activity) {
            return management.createJobQuery().processInstanceId(watch(agency, action).getId()).activityId(activity).singleResult();
        }

        public String state(String agency) {
            return jdbc.sql("select state from eo.implementation where business_key = ?").param(key(agency)).query(String.class).single();
        }

        public List<String> facts(String agency, String kind) {
            return jdbc.sql("select payload from eo.ledger_entry where business_key = ? and kind = ? order by sequence").params(key(agency), kind)
                .query(String.class).list();
        }
    }

    /** Starts a process by its form as an account. */
    public void start(String process, String account, Map<String, Object> variables) {
        var definition = repository.createProcessDefinitionQuery().processDefinitionKey(process).latestVersion().singleResult().getId();
        people.as(account, () -> forms.submitStartForm(definition, variables));
    }

    /** Sets the clock and fires a timer that is due then. */
    public void fire(Job job, Instant now) {
        ClockUtil.setCurrentTime(Date.from(now));
        management.executeJob(job.getId());
    }

    /** The mails of a kind to an address. */
    public List<Map<String, Object>> mails(String keyPrefix, String to) {
        return jdbc.sql("select * from eo.outbox where key like ? and recipient = ? order by id").params(keyPrefix + "%", to).query().listOfRows();
    }
}
