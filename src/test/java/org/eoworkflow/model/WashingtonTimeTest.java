package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.time.Period;
import java.time.ZoneId;
import java.util.ArrayList;
import java.util.Date;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.Process;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.bpm.model.bpmn.instance.SubProcess;
import org.camunda.bpm.model.bpmn.instance.TimeCycle;
import org.camunda.bpm.model.bpmn.instance.TimeDate;
import org.camunda.bpm.model.bpmn.instance.TimeDuration;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.camunda.bpm.model.bpmn.instance.UserTask;
import org.eoworkflow.order.CatalogueFiles;
import org.eoworkflow.order.Directive;
import org.junit.jupiter.api.Test;

/**
 * "Time is Washington's": every statutory timer is the catalogue's, every date in a model comes from a bean that counts in Washington, and no
 * code asks the machine what time or zone it is.
 */
class WashingtonTimeTest {

    private static final Pattern STATED = Pattern.compile(
        "deadlines\\s*\\.\\s*(?:due\\s*\\(\\s*execution\\s*,([^,)]*)|before\\s*\\(\\s*execution\\s*,([^,)]*),)");
    private static final Pattern VARIABLE = Pattern.compile("\\$\\{[a-z]\\w*}");
    private static final Pattern MACHINES = Pattern.compile("\\b(now|dateTime)\\(\\)");

    private static final String DEADLINES = "org.eoworkflow.deadline";
    private static final Set<String> WASHINGTONS = Set.of("WashingtonTime", "EngineClock");

    private final Map<String, Directive> directives = CatalogueFiles.read().orders().stream().flatMap(order -> order.directives().stream())
        .filter(directive -> directive.process() != null).collect(Collectors.toMap(Directive::process, Function.identity()));

    @Test
    void statutoryTimersAreTheCatalogues() {
        assertThat(DeployedModels.all().stream().filter(model -> directives.containsKey(model.key()))).as("processes of directives").hasSizeGreaterThan(10);
        assertThat(DeployedModels.findings(model -> statutory(model, directives))).as("timers that are not the catalogue's").isEmpty();
    }

    @Test
    void everyDateOfAModelIsCountedInWashington() {
        assertThat(DeployedModels.findings(WashingtonTimeTest::dates)).as("dates that nobody counts in Washington").isEmpty();
    }

    @Test
    void noCodeAsksTheMachine() {
        assertThat(Beans.classes().stream().flatMap(type -> machines(type).stream())).as("code that takes time or zone from the machine").isEmpty();
    }

    @Test
    void aTimerThatIsNotTheCataloguesIsFound() {
        var own = directives.values().stream().filter(directive -> Period.ofDays(30).equals(directive.deadline())).findFirst().orElseThrow();
        var known = Map.of("Wrong", own);
        assertThat(statutory(missed("${deadlines.due(execution, 'P45D')}", false), known))
            .containsExactly("wrong.bpmn: element 'DeadlineMissed': waits for P45D, but the catalogue says P30D.");
        assertThat(statutory(missed("${deadlines.due(execution, \"P45D\")}", false), known)).hasSize(1);
        assertThat(statutory(missed("${deadlines.due (execution,'P45D')}", false), known)).hasSize(1);
        assertThat(statutory(missed("${deadlines.due(execution, period)}", false), known))
            .containsExactly("wrong.bpmn: element 'DeadlineMissed': waits for period, but the catalogue says P30D.");
        assertThat(statutory(missed("${deadlines.workingDays('P30D')}", false), known))
            .containsExactly("wrong.bpmn: process 'Wrong' has no timer that begins beside the work when its deadline of P30D has passed.");
        assertThat(statutory(missed("${deadlines.due(execution, 'P30D')}", true), known)).as("the deadline must not cut the work off").hasSize(1);
        assertThat(statutory(missed("${deadlines.due(execution, 'P30D')}", false), known)).isEmpty();
    }

    @Test
    void aDateOfTheMachineIsFound() {
        assertThat(dates(waiting("2026-07-02T23:59:59"))).containsExactly("wrong.bpmn: element 'Later': '2026-07-02T23:59:59' is not counted in Washington.");
        assertThat(dates(waiting("${dateTime().plusDays(30).toDate()}"))).hasSize(1);
        assertThat(dates(waiting("${legalReview.reviewed(task)}"))).as("a bean that counts no time").hasSize(1);
        assertThat(dates(waiting("${deadlines.due(execution, 'P30D')}"))).isEmpty();
        assertThat(dates(waiting("${letterDue}"))).isEmpty();
        var lasting = Bpmn.createExecutableProcess("Wrong").startEvent().intermediateCatchEvent("Later").timerWithDuration("P30D").endEvent().done();
        assertThat(dates(DeployedModels.wrong(lasting))).containsExactly("wrong.bpmn: element 'Later': a duration or cycle counts from the machine's clock; give a date.");
        var due = Bpmn.createExecutableProcess("Wrong").startEvent().userTask("Sign").camundaDueDate("${dateTime().plusDays(3)}").endEvent().done();
        assertThat(dates(DeployedModels.wrong(due))).hasSize(1);
    }

    @Test
    void codeThatAsksTheMachineIsFound() {
        assertThat(new ClassFileImporter().importClasses(Today.class, MachinesZone.class, MachinesClock.class, MachinesDate.class))
            .allSatisfy(type -> assertThat(machines(type)).as(type.getSimpleName()).hasSize(1));
        assertThat(machines(new ClassFileImporter().importClass(Given.class))).isEmpty();
    }

    // --- the rules

    private static List<String> statutory(ProcessModel model, Map<String, Directive> directives) {
        var directive = directives.get(model.key());
        if (directive == null) {
            return List.of();
        }
        var found = new ArrayList<String>();
        Period period = directive.deadline() == null ? directive.target() : directive.deadline();
        for (var element : model.all(FlowNode.class)) {
            DeployedModels.expressions(element).forEach(expression -> STATED.matcher(expression).results()
                .map(match -> (match.group(1) == null ? match.group(2) : match.group(1)).replaceAll("['\"\\s]", ""))
                .filter(stated -> !stated.equals(String.valueOf(period)))
                .forEach(stated -> found.add("%s: waits for %s, but the catalogue says %s.".formatted(DeployedModels.at(model, element), stated, period))));
        }
        if (found.isEmpty() && directive.deadline() != null && model.all(StartEvent.class).stream().noneMatch(start -> isMissed(start, period))) {
            found.add("%s: process '%s' has no timer that begins beside the work when its deadline of %s has passed.".formatted(model.file(), model.key(), period));
        }
        return found;
    }

    private static boolean isMissed(StartEvent start, Period period) {
        return start.getParentElement() instanceof SubProcess sub && sub.triggeredByEvent() && !start.isInterrupting()
            && start.getEventDefinitions().stream().filter(TimerEventDefinition.class::isInstance).map(timer -> timer.getTextContent().strip())
                .anyMatch(date -> date.equals("${deadlines.due(execution, '%s')}".formatted(period)));
    }

    private static List<String> dates(ProcessModel model) {
        var found = new ArrayList<String>();
        for (var element : model.all(FlowNode.class)) {
            for (var timer : element.getChildElementsByType(TimerEventDefinition.class)) {
                if (!timer.getChildElementsByType(TimeDuration.class).isEmpty() || !timer.getChildElementsByType(TimeCycle.class).isEmpty()) {
                    found.add(DeployedModels.at(model, element) + ": a duration or cycle counts from the machine's clock; give a date.");
                }
                timer.getChildElementsByType(TimeDate.class).stream().map(date -> date.getTextContent().strip()).filter(date -> !isCounted(date))
                    .forEach(date -> found.add("%s: '%s' is not counted in Washington.".formatted(DeployedModels.at(model, element), date)));
            }
            if (element instanceof UserTask && !isCounted(DeployedModels.camunda(element, "dueDate")) && !DeployedModels.camunda(element, "dueDate").isEmpty()) {
                found.add("%s: '%s' is not counted in Washington.".formatted(DeployedModels.at(model, element), DeployedModels.camunda(element, "dueDate")));
            }
        }
        return found;
    }

    /** A variable that a bean has counted, or a call of a bean that has to do with the deadlines or with Washington's clock. */
    private static boolean isCounted(String date) {
        if (!date.startsWith("${") || MACHINES.matcher(date).find()) {
            return false;
        }
        var calls = Beans.calls(date);
        return VARIABLE.matcher(date).matches() || !calls.isEmpty() && calls.stream().allMatch(call -> call.type().getPackageName().equals(DEADLINES)
            || call.type().getDirectDependenciesFromSelf().stream().anyMatch(use -> use.getTargetClass().getPackageName().equals(DEADLINES)
                || WASHINGTONS.contains(use.getTargetClass().getSimpleName())));
    }

    private static List<String> machines(JavaClass type) {
        return type.getAccessesFromSelf().stream().filter(access -> {
            var owner = access.getTargetOwner().getName();
            var name = access.getTarget().getName();
            return owner.equals(ZoneId.class.getName()) && name.equals("systemDefault") || owner.equals("java.time.Clock") && name.equals("systemDefaultZone")
                || owner.equals(Date.class.getName()) && name.equals("<init>") && access.getDescription().contains("<init>()")
                || owner.equals("java.lang.System") && name.equals("currentTimeMillis") || owner.equals("java.util.Calendar") && name.equals("getInstance")
                || owner.startsWith("java.time.") && name.equals("now") && !access.getDescription().contains("(java.time.Clock)");
        }).map(access -> access.getDescription()).toList();
    }

    // --- small wrong ones

    private static ProcessModel missed(String timer, boolean interrupting) {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent().userTask("Work").endEvent().done();
        Process process = model.getModelElementById("Wrong");
        process.builder().eventSubProcess("MissedDeadline").startEvent("DeadlineMissed").timerWithDate(timer).interrupting(interrupting).endEvent();
        return DeployedModels.wrong(model);
    }

    private static ProcessModel waiting(String date) {
        return DeployedModels.wrong(Bpmn.createExecutableProcess("Wrong").startEvent().intermediateCatchEvent("Later").timerWithDate(date).endEvent().done());
    }

    static class Today {
        LocalDate day() {
            return LocalDate.now();
        }
    }

    static class MachinesZone {
        ZoneId zone() {
            return ZoneId.systemDefault();
        }
    }

    static class MachinesClock {
        Clock clock() {
            return Clock.systemDefaultZone();
        }
    }

    static class MachinesDate {
        Date date() {
            return new Date();
        }
    }

    static class Given {
        Instant now(Clock clock) {
            return clock.instant().isAfter(Instant.EPOCH) ? Instant.now(clock) : Instant.EPOCH;
        }
    }
}
