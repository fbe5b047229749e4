package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BoundaryEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.junit.jupiter.api.Test;

/**
 * Every date of every deployed model by which somebody is measured has a record that explains it, or stands here with the reason why not.
 * Which record it is, other tests see when they come by it; that the tables name every date is seen here.
 */
class EveryDateIsRecordedTest {

    private static final String DIRECTIVE = "execution(, 'P\\d+D')?";

    /** Expressions of due dates, and what records the date. */
    private static final Map<String, String> DUE = Map.ofEntries(
        Map.entry("deadlines\\.workingDays\\('P\\d+D'\\)", "TaskDates, with each day that was skipped"),
        Map.entry("deadlines\\.due\\(" + DIRECTIVE + "\\)", "TaskDates, from the directive's date"),
        Map.entry("deadlines\\.before\\(" + DIRECTIVE + ", 'P\\d+D'\\)", "TaskDates, from the directive's date"),
        Map.entry("consultationCloses", "Consultations"), Map.entry("voteCloses", "MemberVotes"), Map.entry("surveyCloses", "DemandSurvey"),
        Map.entry("commentsClose", "MemoComments"), Map.entry("acknowledgeBy", "Implementations"),
        Map.entry("requiredActions\\.due\\(execution\\)", "RequiredActions"), Map.entry("remediationDue|triageDue", "Remediations"),
        Map.entry("orderCalendar\\.dataCallCloses\\(execution\\)", "OrderCalendar"));

    /** Expressions of timers, and what records the date. */
    private static final Map<String, String> TIMERS = Map.ofEntries(
        Map.entry("deadlines\\.due\\(" + DIRECTIVE + "\\)", "DirectiveDates"),
        Map.entry("deadlines\\.milestone\\(execution, [12]\\)", "DirectiveDates"),
        Map.entry("escalation\\.committed\\(execution\\)", "Escalation"),
        Map.entry("orderCalendar\\.(nextDataCall|dataCallCloses|nextQuarter)\\(execution\\)", "OrderCalendar"),
        Map.entry("benchmarkMaintenance\\.nextReview\\(execution, 'P90D'\\)", "BenchmarkMaintenance"),
        Map.entry("developerFramework\\.listeningCloses\\(execution\\)", "DeveloperFrameworks, when the window is opened"),
        Map.entry("acknowledgements\\.closes\\(execution, .*\\)", "Acknowledgements"), Map.entry("letterDue", "RequiredActions"),
        Map.entry("requiredActions\\.due\\(execution\\)", "RequiredActions"));

    /** Expressions of timers by which nobody is measured. */
    private static final Map<String, String> UNRECORDED = Map.of(
        "deadlines\\.(before\\(" + DIRECTIVE + ", 'P\\d+D'\\)|nextReminder\\(execution\\))",
        "a reminder: nobody is late by it, and it counts back from a date that is recorded",
        "remediationWatch", "the date of the vulnerability, which is recorded; where it is the next upgrade, only when somebody looks again");

    @Test
    void everyDueDate() {
        assertThat(unknown(dueDates(), DUE)).isEmpty();
    }

    @Test
    void everyTimer() {
        assertThat(unknown(timers(), both())).isEmpty();
    }

    @Test
    void nothingIsListedThatNoModelHas() {
        assertThat(unused(dueDates(), DUE)).isEmpty();
        assertThat(unused(timers(), both())).isEmpty();
    }

    @Test
    void aDateThatNothingRecordsIsFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent("Begun").userTask("Work").camundaDueDate("${somehow.soon()}")
            .intermediateCatchEvent("Later").timerWithDate("${deadlines.workingDays('P5D')}").endEvent("Done").done();
        var wrong = List.of(DeployedModels.wrong(model));

        assertThat(unknown(dueDates(wrong), DUE)).containsExactly("wrong.bpmn: Work: somehow.soon()");
        assertThat(unknown(timers(wrong), both())).as("working days are recorded with a task").containsExactly("wrong.bpmn: Later: deadlines.workingDays('P5D')");
    }

    private static Map<String, String> both() {
        var both = new LinkedHashMap<>(TIMERS);
        both.putAll(UNRECORDED);
        return both;
    }

    private static List<String> unknown(Map<String, String> dates, Map<String, String> known) {
        return dates.entrySet().stream().filter(date -> known.keySet().stream().noneMatch(date.getValue()::matches))
            .map(date -> date.getKey() + ": " + date.getValue()).toList();
    }

    private static List<String> unused(Map<String, String> dates, Map<String, String> known) {
        return known.keySet().stream().filter(pattern -> dates.values().stream().noneMatch(date -> date.matches(pattern))).toList();
    }

    private static Map<String, String> dueDates() {
        return dueDates(DeployedModels.all());
    }

    private static Map<String, String> dueDates(List<ProcessModel> models) {
        var dates = new LinkedHashMap<String, String>();
        models.forEach(model -> model.bpmn().getModelElementsByType(UserTask.class).stream().filter(task -> task.getCamundaDueDate() != null)
            .forEach(task -> dates.put("%s: %s".formatted(model.file(), task.getId()), inner(task.getCamundaDueDate()))));
        return dates;
    }

    private static Map<String, String> timers() {
        return timers(DeployedModels.all());
    }

    /** Those by which a task that is due then, or on working days of its own, is watched are recorded with the task. */
    private static Map<String, String> timers(List<ProcessModel> models) {
        var dates = new LinkedHashMap<String, String>();
        for (var model : models) {
            for (var timer : model.bpmn().getModelElementsByType(TimerEventDefinition.class)) {
                var event = (FlowNode) timer.getParentElement();
                var expressions = new ArrayList<String>();
                Stream.of(timer.getTimeDate(), timer.getTimeDuration(), timer.getTimeCycle()).filter(time -> time != null)
                    .forEach(time -> expressions.add(inner(time.getTextContent())));
                expressions.stream().filter(expression -> !(event instanceof BoundaryEvent boundary && boundary.getAttachedTo() instanceof UserTask watched
                        && (expression.equals(inner(watched.getCamundaDueDate())) || expression.matches("deadlines\\.workingDays\\('P\\d+D'\\)"))))
                    .forEach(expression -> dates.put("%s: %s".formatted(model.file(), event.getId()), expression));
            }
        }
        return dates;
    }

    private static String inner(String expression) {
        return expression == null ? "" : expression.strip().replaceAll("^[$#]\\{\\s*|\\s*}$", "");
    }
}
