package org.eoworkflow.browser;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.microsoft.playwright.Browser.NewContextOptions;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.ElementHandle;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.GetByLabelOptions;
import com.microsoft.playwright.Page.GetByRoleOptions;
import com.microsoft.playwright.PlaywrightException;
import com.microsoft.playwright.Response;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.FilePayload;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;

/** One person at a browser: signs in, claims, fills in, completes, looks. Each has its own session; close it when it has done its work. */
public final class Desk implements AutoCloseable {

    private static final Path SCREENSHOTS = Path.of("target", "screenshots");
    private static final int PATIENCE = 30_000;

    private final String address;
    private final BrowserContext session;
    private final Page page;
    private final List<String> complaints = new ArrayList<>();
    private final Map<ElementHandle, String> typed = new LinkedHashMap<>();

    private Desk(int port) {
        address = "http://127.0.0.1:" + port;
        session = Chromium.browser().newContext(new NewContextOptions().setViewportSize(1440, 900).setLocale("en-US")
            .setTimezoneId("America/New_York"));
        session.setDefaultTimeout(PATIENCE);
        page = session.newPage();
        com.microsoft.playwright.assertions.PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE);
        page.onPageError(complaints::add);
    }

    /** Nobody yet, before the sign-in page. */
    public static Desk stranger(int port) {
        var desk = new Desk(port);
        desk.go("/sign-in");
        return desk;
    }

    /** Signed in by one click on the account's button, where this account's work is. */
    public static Desk of(int port, String account) {
        var desk = stranger(port);
        desk.pick(account);
        return desk;
    }

    /** Clicks the account's button on the sign-in page. */
    public void pick(String account) {
        var button = page.locator("button[name=account][value='" + account + "']");
        if (!button.isVisible()) {
            page.locator("details > summary").click();
        }
        button.click();
        page.waitForURL(url -> !url.contains("/sign-in"));
    }

    /** Signs in with a password, for accounts without a button. */
    public static Desk of(int port, String account, String password) {
        var desk = stranger(port);
        desk.page.getByLabel("Account").fill(account);
        desk.page.getByLabel("Password").fill(password);
        desk.page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Sign in").setExact(true)).click();
        desk.page.waitForURL(url -> !url.contains("/sign-in"));
        return desk;
    }

    /** The page itself, for what this class has no word for. */
    public Page page() {
        return page;
    }

    /** Opens a path of the application. */
    public void go(String path) {
        page.navigate(address + path);
    }

    /** Opens a task in Tasklist, whoever has it. */
    public void open(String taskId) {
        go("/camunda/app/tasklist/default/#/?task=" + taskId);
        assertThat(page.locator(".task-details .nav-tabs")).isVisible();
    }

    /** Opens and claims a task, and waits until its form can be filled in. */
    public void claim(String taskId) {
        open(taskId);
        typed.clear();
        page.locator("button.claim").click();
        assertThat(page.locator("[ng-click='unclaim()']")).isVisible();
        assertThat(page.locator(".fjs-form")).isVisible();
    }

    /** Opens the dialog that starts a process, at its form. */
    public void begin(String process) {
        go("/camunda/app/tasklist/default/#/?processStart=" + process);
        typed.clear();
        assertThat(page.locator(".modal-body .fjs-form")).isVisible();
    }

    /** Starts the process whose form is filled in and gives what the server answered; 200 when it was started. */
    public Response start() {
        var begin = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Start").setExact(true));
        whenEnabled(begin);
        var answer = page.waitForResponse(response -> response.url().endsWith("/submit-form"), begin::click);
        if (answer.ok()) {
            // where the dialog closes, the address changes once more
            assertThat(page.locator(".modal-dialog")).hasCount(0);
        }
        return answer;
    }

    /** Fills in a text, a number or a date by its label, in a list in the newest entry; a date is written as the field shows it. */
    public void fill(String label, String value) {
        var field = field(label);
        assertThat(field).isEnabled();
        field.fill(value);
        field.blur();
        typed.put(field.elementHandle(), value);
    }

    /** The form drops what comes faster than it redraws itself; a person sees the empty field and types again. */
    private void whenEnabled(Locator button) {
        for (int i = 0; i < 20 && (i == 0 || !button.isEnabled()); i++) {
            typeAgainWhatWasDropped();
            page.waitForTimeout(i * 100.0);
        }
        assertThat(button).isEnabled();
    }

    private void typeAgainWhatWasDropped() {
        typed.forEach((field, value) -> {
            if (!value.isEmpty() && field.isVisible() && field.isEditable() && field.inputValue().isEmpty()) {
                field.fill(value);
                field.dispatchEvent("blur");
            }
        });
    }

    /** Adds an entry to a list. */
    public void add(String list) {
        group(list).getByText("Add new").last().click();
    }

    /** Chooses a radio button or an entry of a select by what is written there, in a list in the newest entry. */
    public void choose(String label, String option) {
        var group = group(label);
        if (group.locator("input[type=radio]").count() > 0) {
            group.getByText(option, new Locator.GetByTextOptions().setExact(true)).click();
        } else {
            group.locator(".fjs-input-group").click();
            page.locator(".fjs-dropdownlist-item").filter(new Locator.FilterOptions().setHasText(option)).first().click();
        }
    }

    /** Ticks a box. */
    public void tick(String label) {
        field(label).check();
    }

    private Locator field(String label) {
        return page.locator(".fjs-form").getByLabel(labelled(label)).last();
    }

    private Locator group(String label) {
        return page.locator(".fjs-form-field").filter(new Locator.FilterOptions().setHas(page.getByText(labelled(label)))).last();
    }

    /** Forms put a star behind the label of a field that must be filled in. */
    private static Pattern labelled(String label) {
        return Pattern.compile("^\\s*" + label.replaceAll("[^A-Za-z0-9 ]", "\\\\$0") + "\\s*\\*?\\s*$");
    }

    /** Completes the task and gives what the server answered; 204 when it was taken. */
    public Response complete() {
        var done = page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Complete").setExact(true));
        try {
            whenEnabled(done);
            var answer = page.waitForResponse(response -> response.url().endsWith("/submit-form"), done::click);
            if (answer.ok()) {
                // Tasklist closes the task and changes the address once more, maybe after the next one was opened
                page.waitForURL(url -> !url.contains("task="));
            }
            return answer;
        } catch (AssertionError | PlaywrightException incomplete) {
            screenshot("cannot-complete");
            throw incomplete;
        }
    }

    /** What Tasklist says the server refused. */
    public Locator refusal() {
        return page.locator(".page-notifications .alert-danger .message");
    }

    /** Opens a tab of the task: Form, History, Diagram, Description, Evidence. */
    public void tab(String name) {
        page.locator(".task-details .nav-tabs").getByText(name, new Locator.GetByTextOptions().setExact(true)).click();
    }

    /** Attaches a small text file as evidence to the task that is open. */
    public void attach(String fileName, String text, String description) {
        tab("Evidence");
        page.getByLabel("File", new GetByLabelOptions().setExact(true)).and(page.locator("input[type=file]"))
            .setInputFiles(new FilePayload(fileName, "text/plain", text.getBytes(StandardCharsets.UTF_8)));
        page.getByLabel("What it shows").fill(description);
        page.waitForResponse(response -> response.request().method().equals("POST") && response.url().endsWith("/evidence"),
            () -> page.getByRole(AriaRole.BUTTON, new GetByRoleOptions().setName("Add evidence")).click());
    }

    /** Keeps a picture of what is seen under {@code target/screenshots}. */
    public void screenshot(String name) {
        page.screenshot(new Page.ScreenshotOptions().setPath(SCREENSHOTS.resolve(name + ".png")));
    }

    /** Errors of scripts on the pages so far. */
    public List<String> complaints() {
        return List.copyOf(complaints);
    }

    @Override
    public void close() {
        session.close();
    }
}
