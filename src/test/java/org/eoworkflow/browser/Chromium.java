package org.eoworkflow.browser;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType.LaunchOptions;
import com.microsoft.playwright.Playwright;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.extension.ConditionEvaluationResult;
import org.junit.jupiter.api.extension.ExecutionCondition;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * The installed Chromium or Chrome, one for the whole run: of {@code EO_CHROMIUM}, or where it usually lies.
 * Without one, browser tests are skipped and say how to get it; with {@code EO_BROWSER_TESTS=required} they fail.
 */
public class Chromium implements ExecutionCondition {

    private static final String MISSING = "No Chromium was found. Install it (Debian, Ubuntu: apt-get install chromium; elsewhere: Chrome from its maker) "
        + "or name its program in the environment variable EO_CHROMIUM.";

    private static Browser browser;

    @Override
    public ConditionEvaluationResult evaluateExecutionCondition(ExtensionContext context) {
        if (program().isPresent()) {
            return ConditionEvaluationResult.enabled("Chromium is there");
        }
        if ("required".equals(System.getenv("EO_BROWSER_TESTS"))) {
            throw new IllegalStateException("Browser tests are required. " + MISSING);
        }
        System.out.println("Browser tests of " + context.getDisplayName() + " are skipped. " + MISSING);
        return ConditionEvaluationResult.disabled(MISSING);
    }

    /** The run's browser. It ends with the JVM. */
    public static synchronized Browser browser() {
        if (browser == null) {
            var playwright = Playwright.create(new Playwright.CreateOptions().setEnv(Map.of("PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
            Runtime.getRuntime().addShutdownHook(new Thread(playwright::close));
            browser = playwright.chromium().launch(new LaunchOptions().setExecutablePath(program().orElseThrow()).setArgs(arguments()));
        }
        return browser;
    }

    private static List<String> arguments() {
        // Chromium keeps no sandbox for root
        return System.getProperty("user.name").equals("root") ? List.of("--no-sandbox") : List.of();
    }

    static Optional<Path> program() {
        var named = System.getenv("EO_CHROMIUM");
        if (named != null) {
            return Optional.of(Path.of(named)).filter(Files::isExecutable);
        }
        var places = new ArrayList<Path>();
        Stream.of(System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator)).filter(folder -> !folder.isBlank())
            .forEach(folder -> Stream.of("chromium", "chromium-browser", "google-chrome", "chrome.exe").map(Path.of(folder)::resolve).forEach(places::add));
        places.add(Path.of("/Applications/Google Chrome.app/Contents/MacOS/Google Chrome"));
        places.add(Path.of("/Applications/Chromium.app/Contents/MacOS/Chromium"));
        Stream.of("ProgramFiles", "ProgramFiles(x86)", "LocalAppData").map(System::getenv).filter(folder -> folder != null)
            .forEach(folder -> places.add(Path.of(folder, "Google", "Chrome", "Application", "chrome.exe")));
        return places.stream().filter(Files::isExecutable).findFirst();
    }
}
