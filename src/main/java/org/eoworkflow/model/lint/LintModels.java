package org.eoworkflow.model.lint;

import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.camunda.bpm.model.xml.ModelException;
import org.eoworkflow.model.ProcessModel;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.InvalidCatalogue;
import org.eoworkflow.order.PackagedCatalogue;
import org.eoworkflow.platform.DeploymentCheck;
import org.springframework.core.io.support.PathMatchingResourcePatternResolver;

/** Lints models and orders on the command line, against those that are packaged: no database, no server, nothing is changed. */
public final class LintModels {

    /** The first argument that asks for it. */
    public static final String COMMAND = "lint";

    private static final String USAGE = "Name files or folders: java -jar eo-workflow.jar lint [--sarif findings.sarif] processes forms orders";
    private static final int NO_ERRORS = 0;
    private static final int ERRORS = 1;
    private static final int NOT_LINTED = 2;

    private final Map<String, String> models = new LinkedHashMap<>();
    private final Map<String, String> besides = new LinkedHashMap<>();   // decisions and forms
    private final Map<String, String> orders = new LinkedHashMap<>();

    private LintModels() {
    }

    /** It cannot be done; the message says why. */
    private static class Impossible extends Exception {

        Impossible(String message) {
            super(message);
        }
    }

    /**
     * Says on {@code out} what is to be mended, or on {@code err} why that cannot be told.
     *
     * @param arguments files and folders of models ({@code .bpmn}) and orders ({@code .yaml}), and {@code --sarif} with a file that is written
     * @return exit code: 0 no errors, 1 errors, 2 not looked at
     */
    public static int run(List<String> arguments, PrintStream out, PrintStream err) {
        try {
            Path sarif = null;
            var lint = new LintModels();
            for (var rest = arguments.iterator(); rest.hasNext();) {
                var argument = rest.next();
                if (argument.equals("--sarif") && rest.hasNext()) {
                    sarif = Path.of(rest.next());
                } else if (argument.startsWith("-")) {
                    throw new Impossible("'%s' cannot be told from a file. %s".formatted(argument, USAGE));
                } else {
                    lint.add(argument);
                }
            }
            if (lint.models.isEmpty() && lint.orders.isEmpty()) {
                throw new Impossible("There is no model and no order to look at. " + USAGE);
            }
            var findings = lint.findings();
            if (sarif != null) {
                Files.write(sarif, Sarif.of(findings, Linter.rules()));
            }
            return lint.tell(findings, out);
        } catch (Impossible e) {
            err.println(e.getMessage());
        } catch (IOException e) {
            err.println("A file cannot be read or written: " + e.getMessage());
        }
        return NOT_LINTED;
    }

    /** Of a folder: the models, decisions and forms in it, at any depth, and the orders that lie directly in it. */
    private void add(String argument) throws IOException, Impossible {
        var path = Path.of(argument);
        if (!Files.exists(path)) {
            throw new Impossible("There is no file or folder %s.".formatted(argument));
        }
        try (var files = Files.walk(path)) {
            for (var file : files.filter(Files::isRegularFile).sorted().toList()) {
                var name = name(file);
                if (DeploymentCheck.isModel(name)) {
                    models.put(name, text(file));
                } else if ((name.endsWith(".yaml") || name.endsWith(".yml")) && (file.equals(path) || path.equals(file.getParent()))) {
                    orders.put(name, text(file));
                } else if (name.endsWith(".dmn") || name.endsWith(".form")) {
                    besides.put(name, text(file));
                } else if (file.equals(path)) {
                    throw new Impossible("%s is no model (.bpmn), decision (.dmn), form (.form) or order (.yaml).".formatted(argument));
                }
            }
        }
    }

    /** As seen from where the command runs, so that it means the same on another machine. */
    private static String name(Path file) {
        var here = Path.of("").toAbsolutePath();
        var absolute = file.toAbsolutePath().normalize();
        return (absolute.startsWith(here) ? here.relativize(absolute) : absolute).toString().replace('\\', '/');
    }

    private static String text(Path file) throws IOException {
        return new String(Files.readAllBytes(file), StandardCharsets.UTF_8);
    }

    private List<Finding> findings() throws IOException {
        var given = keys();
        Catalogue catalogue;
        try {
            catalogue = PackagedCatalogue.with(orders, given);
        } catch (InvalidCatalogue wrong) {
            return wrong.problems().stream().map(problem -> new Finding(problem.file(), problem.line(), null, Linter.CATALOGUE, problem.message())).toList();
        }
        var packaged = packaged("processes/**/*.bpmn").entrySet().stream().map(file -> ProcessModel.read(file.getKey(), file.getValue()))
            .filter(model -> !given.contains(model.key())).toList();
        var beside = packaged("processes/**/*.dmn");
        beside.putAll(packaged("forms/*.form"));
        var linter = new Linter(catalogue, Given.of(packaged, beside));
        var files = new LinkedHashMap<>(models);
        files.putAll(besides);
        var result = linter.check(files);
        List<Finding> findings = new ArrayList<>(result.findings());
        findings.addAll(linter.missing(result.models(), packaged));
        findings.sort(Comparator.comparing(Finding::file).thenComparingInt(Finding::line));
        return findings;
    }

    /** The processes of the models, as far as they can be read. */
    private Set<String> keys() {
        Set<String> keys = new LinkedHashSet<>();
        models.forEach((file, text) -> {
            try {
                keys.add(ProcessModel.read(file, text).key());
            } catch (ModelException e) {
                // the linter says so
            }
        });
        return keys;
    }

    private static Map<String, String> packaged(String pattern) throws IOException {
        Map<String, String> packaged = new LinkedHashMap<>();
        for (var file : new PathMatchingResourcePatternResolver().getResources("classpath*:" + pattern)) {
            packaged.put(file.getFilename(), file.getContentAsString(StandardCharsets.UTF_8));
        }
        return packaged;
    }

    private int tell(List<Finding> findings, PrintStream out) {
        findings.forEach(out::println);
        long errors = findings.stream().filter(finding -> finding.rule().isError()).count();
        out.printf("%s, %s in %s.%n", count(errors, "error"), count(findings.size() - errors, "warning"),
            orders.isEmpty() ? count(models.size(), "model") : count(models.size(), "model") + " and " + count(orders.size(), "file") + " of orders");
        if (findings.stream().anyMatch(finding -> finding.rule() == Linter.CATALOGUE)) {
            out.println("The models were not looked at: mend the orders first.");
        }
        return errors == 0 ? NO_ERRORS : ERRORS;
    }

    private static String count(long number, String what) {
        return "%s %s%s".formatted(number == 0 ? "no" : number, what, number == 1 ? "" : "s");
    }
}
