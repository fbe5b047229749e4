package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.time.Period;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.CatchEvent;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.TimerEventDefinition;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/**
 * C-12: the government's access to a model before its release is never longer than 30 days, whichever way it is entered. Holds for every
 * process that carries C-12 out: a number of days in its forms, a period in its timers, a number of days in any of its texts, and no access
 * without a timer that ends it.
 */
@Keeps("C-12")
class AccessWindowTest {

    private static final int LONGEST = 30;
    private static final Pattern ACCESS = Pattern.compile("(?i)access");
    private static final Pattern DAYS = Pattern.compile("(?i)\\b(\\d{1,4})[ -]days?\\b");
    private static final Pattern PERIOD = Pattern.compile("'(P[0-9YMWD]+)'");

    private static final Pattern ACCESS_DAYS = Pattern.compile("(?i)access\\w*days|days\\w*access");

    /** Names under which an access begins. */
    private static final Pattern OPENS = Pattern.compile("^(Open|Grant|Give|Begin|Start|Extend|Prolong|Renew)\\w*Access");

    @Test
    void noAccessIsLongerThanThirtyDays() {
        var models = DeployedModels.all().stream().filter(AccessWindowTest::isAboutAccess).toList();
        assertThat(models).as("processes that carry C-12 out").isNotEmpty();
        var forms = DeployedModels.forms();
        assertThat(models.stream().flatMap(model -> findings(model, forms).stream())).as("access for longer than 30 days").isEmpty();
        assertThat(forms.entrySet().stream().flatMap(form -> DeployedModels.components(form.getValue()).stream()
            .filter(field -> ACCESS_DAYS.matcher(field.path("key").asText()).find())
            .flatMap(field -> inForm(JsonNodeFactory.instance.objectNode().set("components", JsonNodeFactory.instance.arrayNode().add(field)), true).stream())
            .map(problem -> form.getKey() + ' ' + problem))).as("forms of whatever process").isEmpty();
    }

    @Test
    void aFormThatTakesMoreIsFound() {
        assertThat(findings(model("form"), Map.of("form", DeployedModels.form("{'type':'number','key':'accessDays','validate':{'min':1,'max':31}}"))))
            .containsExactly("wrong.bpmn: element 'AgreeAccessWindow': its form 'form' takes more than 30 days in 'accessDays', or less than one.");
        assertThat(findings(model("form"), Map.of("form", DeployedModels.form("{'type':'number','key':'days','validate':{'min':1}}")))).hasSize(1);
        assertThat(findings(model("form"), Map.of("form", DeployedModels.form("{'type':'number','key':'accessDays','validate':{'min':1,'max':30}}")))).isEmpty();
    }

    @Test
    void aFormThatTakesMoreUnseenIsFound() {
        assertThat(findings(model("form"), Map.of("form", DeployedModels.form("{'type':'number','key':'accessDays','defaultValue':45,'validate':{'min':1,'max':30},"
            + "'conditional':{'hide':'=true'}}")))).containsExactly("wrong.bpmn: element 'AgreeAccessWindow': its form 'form' has more than 30 days in 'accessDays' before anybody enters some.");
        for (var type : List.of("textfield", "select", "datetime")) {
            assertThat(findings(model("form"), Map.of("form", DeployedModels.form("{'type':'%s','key':'accessDays'}".formatted(type)))))
                .as(type).hasSize(1);
        }
    }

    @Test
    void aTextThatPromisesMoreIsFound() {
        assertThat(findings(model("form"), Map.of("form", DeployedModels.form("{'type':'text','text':'Access is open for 45 days.'}"))))
            .containsExactly("wrong.bpmn: element 'AgreeAccessWindow': its form 'form' speaks of an access of 45 days.");
        assertThat(findings(DeployedModels.documented(model("none").bpmn(), "AgreeAccessWindow", "Agree on a window of up to 60 days."), Map.of())).hasSize(1);
    }

    @Test
    void aTimerThatEndsItLaterIsFound() {
        assertThat(findings(timed("${accessWindows.ends(execution, 'P31D')}"), Map.of()))
            .containsExactly("wrong.bpmn: element 'AccessWindowEnds': its timer lets an access last for P31D.");
        assertThat(findings(timed("${accessWindows.ends(execution, 'P1M')}"), Map.of())).hasSize(1);
        assertThat(findings(timed("${accessEnds}"), Map.of()))
            .containsExactly("wrong.bpmn: element 'AccessWindowEnds': its timer does not say how long an access lasts at most. Let it name 'P30D'.");
        assertThat(findings(timed("${accessWindows.ends(execution, 'P30D')}"), Map.of())).isEmpty();
    }

    @Test
    void anAccessThatNothingEndsIsFound() {
        var model = Bpmn.createExecutableProcess("Engagement").startEvent().userTask("OpenAccess").userTask("Evaluate").endEvent().done();
        DeployedModels.property(model, "OpenAccess", "clause", "C-12");
        assertThat(findings(DeployedModels.wrong(model), Map.of()))
            .containsExactly("wrong.bpmn: element 'OpenAccess': no timer after it ends the access.");
    }

    // --- the rule

    private static boolean isAboutAccess(ProcessModel model) {
        return model.all(FlowNode.class).stream().anyMatch(element -> ProcessModel.clauses(element).contains("C-12"));
    }

    private static List<String> findings(ProcessModel model, Map<String, JsonNode> forms) {
        var found = new ArrayList<String>();
        for (FlowNode element : model.all(FlowNode.class)) {
            var form = forms.get(DeployedModels.camunda(element, "formRef"));
            if (form != null) {
                inForm(form, ACCESS.matcher(element.getId()).find()).forEach(problem -> found.add("%s: its form '%s' %s".formatted(DeployedModels.at(model, element), DeployedModels.camunda(element, "formRef"), problem)));
            }
            ProcessModel.words(element).stream().filter(text -> ACCESS.matcher(element.getId() + text).find())
                .flatMap(AccessWindowTest::tooManyDays).forEach(days -> found.add("%s: speaks of an access of %d days.".formatted(DeployedModels.at(model, element), days)));
            if (element instanceof CatchEvent && ACCESS.matcher(element.getId()).find()) {
                element.getChildElementsByType(TimerEventDefinition.class).forEach(timer -> inTimer(timer).forEach(problem ->
                    found.add(DeployedModels.at(model, element) + ": " + problem)));
            }
            if (OPENS.matcher(element.getId()).find() && Ways.firstAfter(model, element, AccessWindowTest::endsAccess).isEmpty()) {
                found.add(DeployedModels.at(model, element) + ": no timer after it ends the access.");
            }
        }
        return found;
    }

    private static boolean endsAccess(FlowNode element) {
        return element instanceof CatchEvent && ACCESS.matcher(element.getId()).find() && !element.getChildElementsByType(TimerEventDefinition.class).isEmpty();
    }

    /** @param whole whether the task is about the access, so that every number of days in its form is one of it */
    private static List<String> inForm(JsonNode form, boolean whole) {
        return DeployedModels.components(form).stream().<String>flatMap(field -> {
            var words = field.path("key").asText() + ' ' + field.path("label").asText();
            if (ACCESS_DAYS.matcher(field.path("key").asText()).find()) {
                if (!field.path("type").asText().equals("number")) {
                    return Stream.of("takes the days of an access in '%s', but not as a number.".formatted(field.path("key").asText()));
                }
                if (field.path("defaultValue").asInt(LONGEST) > LONGEST) {
                    return Stream.of("has more than %d days in '%s' before anybody enters some.".formatted(LONGEST, field.path("key").asText()));
                }
            }
            if (field.path("type").asText().equals("number") && (ACCESS.matcher(words).find() || whole && words.toLowerCase(Locale.ROOT).contains("day"))) {
                var rules = field.path("validate");
                return rules.path("max").asInt(Integer.MAX_VALUE) <= LONGEST && rules.path("min").asInt(0) >= 1 ? Stream.<String>empty()
                    : Stream.of("takes more than %d days in '%s', or less than one.".formatted(LONGEST, field.path("key").asText()));
            }
            return DeployedModels.texts(field).filter(text -> ACCESS.matcher(text).find())
                .flatMap(AccessWindowTest::tooManyDays).map(days -> "speaks of an access of %d days.".formatted(days));
        }).toList();
    }

    private static Stream<Integer> tooManyDays(String text) {
        return DAYS.matcher(text).results().map(match -> Integer.valueOf(match.group(1))).filter(days -> days > LONGEST);
    }

    private static List<String> inTimer(TimerEventDefinition timer) {
        var expression = timer.getTextContent().strip();
        Matcher period = PERIOD.matcher(expression);
        if (!period.find()) {
            return List.of("its timer does not say how long an access lasts at most. Let it name 'P30D'.");
        }
        var longest = Period.parse(period.group(1));
        return longest.toTotalMonths() == 0 && longest.getDays() <= LONGEST ? List.of() : List.of("its timer lets an access last for %s.".formatted(longest));
    }

    // --- small models

    private static ProcessModel model(String form) {
        var model = Bpmn.createExecutableProcess("Engagement").startEvent().userTask("AgreeAccessWindow").camundaFormRef(form).endEvent().done();
        DeployedModels.property(model, "AgreeAccessWindow", "clause", "C-12");
        return DeployedModels.wrong(model);
    }

    private static ProcessModel timed(String expression) {
        var model = Bpmn.createExecutableProcess("Engagement").startEvent().userTask("Evaluate")
            .boundaryEvent("AccessWindowEnds").timerWithDate(expression).endEvent().done();
        DeployedModels.property(model, "Evaluate", "clause", "C-12");
        return DeployedModels.wrong(model);
    }

}
