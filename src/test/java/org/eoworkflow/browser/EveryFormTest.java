package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.TimeoutError;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.WaitForSelectorState;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.AuthorizationService;
import org.camunda.bpm.engine.HistoryService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.authorization.Authorization;
import org.camunda.bpm.engine.authorization.ProcessDefinitionPermissions;
import org.camunda.bpm.engine.authorization.Resources;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.BpmnModelInstance;
import org.camunda.bpm.model.bpmn.builder.StartEventBuilder;
import org.camunda.bpm.model.bpmn.instance.StartEvent;
import org.camunda.spin.json.SpinJsonNode;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/**
 * Every form of the product, those to come included, is filled in by a person at a browser and taken by the server: task forms at a task
 * that has the form, start forms in the dialog that starts a process. While a form is being designed,
 * {@code -Dforms=draft-directive,sign-directive} takes only these and keeps pictures of them in {@code target/screenshots/forms};
 * {@code -Dforms=all} keeps a picture of each.
 */
@BrowserTest
class EveryFormTest {

    private static final String PERSON = "cisa.staff";
    private static final String STARTS = "Starts";
    private static final String FILLS = "Fills";
    private static final Path PICTURES = Path.of("target", "screenshots", "forms");
    private static final String ONLY = System.getProperty("forms", "");
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String GO = """
        what => {
          document.querySelector('.fjs-form')?.setAttribute('data-before', '');
          location.hash = '#/?' + what;
        }""";

    @Autowired RepositoryService repository;
    @Autowired RuntimeService runtime;
    @Autowired TaskService tasks;
    @Autowired HistoryService history;
    @Autowired AuthorizationService authorizations;
    @LocalServerPort int port;

    private final Map<String, Set<String>> problems = new LinkedHashMap<>();
    private final Set<String> completed = new HashSet<>();
    private Set<String> startForms;
    private String deployment;
    private Authorization right;
    private Page page;
    private FormFile form;
    private int submitted;

    @BeforeEach
    void processesForAnyForm() throws IOException {
        startForms = startForms();
        // a process for each form: what only an expression knows of a task, its lists cannot show at the moment at which it ends
        var models = repository.createDeployment().name("every form");
        for (var file : forms()) {
            var id = file.id();
            models.addModelInstance(id + ".bpmn", startForms.contains(id) ? startedWith(id) : filledIn(id));
        }
        deployment = models.deploy().getId();
        right = authorizations.createNewAuthorization(Authorization.AUTH_TYPE_GRANT);
        right.setGroupId("cisa-staff");
        right.setResource(Resources.PROCESS_DEFINITION);
        right.setResourceId("*");
        right.addPermission(ProcessDefinitionPermissions.CREATE_INSTANCE);
        authorizations.saveAuthorization(right);
    }

    @AfterEach
    void withoutTraces() {
        authorizations.deleteAuthorization(right.getId());
        repository.deleteDeployment(deployment, true);
    }

    @Test
    void isFilledInByAPersonAndTaken() throws IOException {
        try (var desk = Desk.of(port, PERSON)) {
            page = desk.page();
            page.setViewportSize(1440, 3600);
            page.setDefaultTimeout(10_000);
            page.onPageError(this::problem);
            page.onConsoleMessage(message -> {
                // of what does not load only this is let pass: Tasklist at times asks once more for the very task that it just completed
                if (message.type().equals("error") && !(message.text().startsWith("Failed to load resource") && completed.stream()
                        .anyMatch(task -> message.location().contains("/engine/default/task/" + task + ":")))) {
                    problem("console: " + message.text() + " " + message.location());
                }
            });
            page.onRequest(request -> submitted += request.url().endsWith("/submit-form") ? 1 : 0);
            desk.go("/camunda/app/tasklist/default/");
            for (var file : forms()) {
                form = file;
                try {
                    fillIn();
                } catch (AssertionError | RuntimeException failed) {
                    problem(failed.getMessage());
                    desk.screenshot("forms/" + form.id() + "-failed");
                    desk.go("/camunda/app/tasklist/default/");
                    page.reload();
                }
            }
        }
        assertThat(problems).isEmpty();
    }

    private void problem(String what) {
        problems.computeIfAbsent(form == null ? "Tasklist" : "forms/" + form.id() + ".form", file -> new TreeSet<>()).add(what);
    }

    private void fillIn() {
        var sight = new FormSight(page, form);
        var knowledge = form.knowledge();
        boolean starts = startForms.contains(form.id());
        var lookedAt = new ArrayList<String>();
        for (var other : starts ? List.<Map<String, Object>>of() : knowledge.subList(1, knowledge.size())) {
            lookedAt.add(start(other));
            open(task(lookedAt.get(lookedAt.size() - 1)));
            sight.look();
        }
        var instance = starts ? null : start(knowledge.get(0));
        open(starts ? "processStart=" + STARTS + form.id() : task(instance));
        sight.look();
        var filling = new FormFilling(page, form, sight);
        var send = page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(starts ? "Start" : "Complete").setExact(true));
        isNotTakenWithoutWhatIsRequired(filling, send);
        filling.fill();
        sight.look();
        if (!ONLY.isEmpty()) {
            page.locator(".fjs-form").screenshot(new Locator.ScreenshotOptions().setPath(PICTURES.resolve(form.id() + ".png")));
        }
        assertThat(page.locator(".fjs-form-field-error").allInnerTexts()).as("errors after filling in").isEmpty();
        sight.complaints().forEach(this::problem);
        var expected = filling.expected();
        if (!starts) {
            completed.add(tasks.createTaskQuery().processInstanceId(instance).singleResult().getId());
        }
        send(send);
        arrived(starts ? started() : instance, expected);
        // not while they are open: Tasklist would miss them
        lookedAt.forEach(other -> runtime.deleteProcessInstance(other, "looked at"));
    }

    private String start(Map<String, Object> knowledge) {
        return runtime.startProcessInstanceByKey(FILLS + form.id(), "every-form/" + form.id(), knowledge).getId();
    }

    private String task(String instance) {
        return "task=" + tasks.createTaskQuery().processInstanceId(instance).singleResult().getId();
    }

    private String started() {
        return history.createHistoricProcessInstanceQuery().processDefinitionKey(STARTS + form.id()).singleResult().getId();
    }

    /** Goes to another task or process without loading Tasklist anew. */
    private void open(String what) {
        page.evaluate(GO, what);
        page.locator(".fjs-form:not([data-before])").waitFor();
        page.locator(".task-details .names, .modal-title").filter(new Locator.FilterOptions().setHasText(form.id())).first().waitFor();
    }

    private void isNotTakenWithoutWhatIsRequired(FormFilling filling, Locator send) {
        if (filling.lacks()) {
            int before = submitted;
            send.click();
            page.locator(".fjs-form-field-error").first().waitFor();
            assertThat(submitted).as("sent without what is required").isEqualTo(before);
            // Tasklist's notice of it lies over the button
            var notice = page.locator(".alert .close").filter(new Locator.FilterOptions().setVisible(true));
            notice.first().waitFor();
            while (notice.count() > 0) {
                notice.first().click();
            }
        }
    }

    private void send(Locator send) {
        assertThat(send).isEnabled();
        var response = page.waitForResponse(answer -> answer.url().endsWith("/submit-form"), () -> press(send));
        assertThat(response.ok()).as(() -> "refused: " + response.text()).isTrue();
        page.locator(".fjs-form").waitFor(new Locator.WaitForOptions().setState(WaitForSelectorState.DETACHED));
        // Tasklist leaves by itself what is done
        page.waitForURL(address -> !address.contains("task=") && !address.contains("processStart="));
    }

    /** A form that redraws itself at this moment does not hear the click; a person sees that nothing happens and presses again. */
    private void press(Locator send) {
        int before = submitted;
        send.click();
        try {
            page.waitForCondition(() -> submitted > before, new Page.WaitForConditionOptions().setTimeout(3_000));
        } catch (TimeoutError unheard) {
            send.click();
        }
    }

    /** The process has what was typed, as it was typed; rows may hold more. */
    private void arrived(String instance, Map<String, Object> expected) {
        var arrived = new HashMap<String, Object>();
        history.createHistoricVariableInstanceQuery().processInstanceId(instance).list().forEach(variable -> arrived.put(variable.getName(), plain(variable.getValue())));
        expected.forEach((name, value) -> {
            if (!holds(arrived.get(name), value)) {
                problem("'%s' arrived as %s, not as %s".formatted(name, arrived.get(name), value));
            }
        });
    }

    private static boolean holds(Object arrived, Object expected) {
        if (expected instanceof Map<?, ?> row) {
            return arrived instanceof Map<?, ?> other && row.entrySet().stream().allMatch(cell -> holds(other.get(cell.getKey()), cell.getValue()));
        }
        if (expected instanceof List<?> rows) {
            return arrived instanceof List<?> others && rows.size() == others.size()
                && rows.stream().allMatch(row -> holds(others.get(rows.indexOf(row)), row));
        }
        return expected instanceof BigDecimal number ? arrived instanceof Number other && number.compareTo(new BigDecimal(other.toString())) == 0
            : Objects.equals(arrived, expected);
    }

    private static Object plain(Object value) {
        try {
            return value instanceof SpinJsonNode json ? JSON.readValue(json.toString(), Object.class) : value;
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException(broken);
        }
    }

    private static List<FormFile> forms() throws IOException {
        var forms = new ArrayList<FormFile>();
        for (var resource : new PathMatchingResourcePatternResolver().getResources("classpath*:forms/**/*.form")) {
            try (var file = resource.getInputStream()) {
                forms.add(FormFile.read(file));
            }
        }
        forms.removeIf(file -> !ONLY.isEmpty() && !ONLY.equals("all") && !List.of(ONLY.split(",")).contains(file.id()));
        forms.sort(Comparator.comparing(FormFile::id));
        assertThat(forms).isNotEmpty();
        return forms;
    }

    /** The forms with which people start a process. */
    private Set<String> startForms() {
        return repository.createProcessDefinitionQuery().latestVersion().list().stream()
            .flatMap(definition -> repository.getBpmnModelInstance(definition.getId()).getModelElementsByType(StartEvent.class).stream())
            .map(StartEvent::getCamundaFormRef).filter(ref -> ref != null && getClass().getResource("/forms/" + ref + ".form") != null)
            .collect(Collectors.toCollection(TreeSet::new));
    }

    private static BpmnModelInstance startedWith(String form) {
        return process(STARTS + form, "Started with " + form).camundaFormRef(form).camundaFormRefBinding("latest").endEvent("Begun").done();
    }

    private static BpmnModelInstance filledIn(String form) {
        return process(FILLS + form, "Fill in " + form).userTask("FillIn").name(form).camundaCandidateGroups("cisa-staff").camundaAssignee(PERSON)
            .camundaFormRef(form).camundaFormRefBinding("latest").endEvent("FilledIn").done();
    }

    private static StartEventBuilder process(String key, String name) {
        return Bpmn.createExecutableProcess(key).name(name).camundaHistoryTimeToLiveString("P1D").startEvent("Asked");
    }
}
