package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.eoworkflow.coverage.Walks;
import org.eoworkflow.order.CatalogueFiles;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/**
 * Every clause of the order is carried out by elements that a test of this build walked, or kept by a test; and what the application and the
 * documentation tell about it is what this build saw. A test that is named stays named for as long as it walks the element, so that a new
 * test makes nothing stale; one that did not run in this build, because only a part of it was run, is believed.
 */
class TraceabilityIT {

    private static final Path RENEWED = Path.of("target", "traceability");
    private static final Path PROOF = Path.of("src", "main", "resources", Proof.FILE);
    private static final Path PAGE = Path.of("docs", "traceability.md");

    private final ExecutiveOrder order = CatalogueFiles.read().order("eo-14409");
    private final List<ProcessModel> models = DeployedModels.all();
    private final JavaClasses tests = new ClassFileImporter().withImportOption(ImportOption.Predefined.ONLY_INCLUDE_TESTS).importPackages("org.eoworkflow");

    @Test
    void everyClauseIsShownByATestAndThePageSaysSo() throws IOException {
        Proof committed;
        try (var json = Files.newInputStream(PROOF)) {
            committed = Proof.read(json);
        }
        var proof = renewed(committed, Walks.ofThisBuild());
        var traceability = new Traceability(models, proof);
        write(PROOF, new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsString(proof).replace("\r\n", "\n") + "\n");
        write(PAGE, TraceabilityPage.of(order, traceability.of(order)));

        assertThat(traceability.gaps(order)).as("clauses that are not shown to be carried out").isEmpty();
        for (var file : List.of(PROOF, PAGE)) {
            assertThat(file).as("%s is stale. Renew it by: cp -r target/traceability/. .", file).hasSameTextualContentAs(RENEWED.resolve(file));
        }
    }

    private static void write(Path file, String text) throws IOException {
        Files.createDirectories(RENEWED.resolve(file).getParent());
        Files.writeString(RENEWED.resolve(file), text);
    }

    private Proof renewed(Proof committed, Walks walks) {
        var walked = new TreeMap<String, String>();
        var evidence = new TreeMap<String, List<String>>();
        for (var model : models) {
            for (var element : model.all(FlowNode.class)) {
                var clauses = ProcessModel.clauses(element);
                if (clauses.isEmpty()) {
                    continue;
                }
                var test = test(model, element, committed, walks);
                if (test != null) {
                    walked.put(model.key() + ' ' + element.getId(), test);
                }
                for (var clause : clauses) {
                    var filed = walks.filed(clause, element.getId());
                    var kinds = filed.isEmpty() && test != null && !walks.ran(test) ? committed.evidence(clause, element.getId()) : List.copyOf(filed);
                    if (!kinds.isEmpty()) {
                        evidence.put(clause + ' ' + element.getId(), kinds);
                    }
                }
            }
        }
        return new Proof(List.of(order.id()), walked, checks(), evidence);
    }

    /** The one that is named already, if it holds; else the process's own, else the first. */
    private String test(ProcessModel model, FlowNode element, Proof committed, Walks walks) {
        var walkers = walks.tests(model.key(), element.getId());
        var named = committed.test(model.key(), element.getId());
        if (named != null && (walkers.contains(named) || !walks.ran(named) && exists(named))) {
            return named;
        }
        var own = model.key() + "Test";
        return walkers.contains(own) ? own : walkers.stream().filter(this::alwaysRuns).findFirst().orElse(walkers.stream().findFirst().orElse(null));
    }

    private boolean exists(String test) {
        return tests.stream().anyMatch(type -> type.getSimpleName().equals(test));
    }

    /** A test in a browser runs only where there is one. */
    private boolean alwaysRuns(String test) {
        return tests.stream().noneMatch(type -> type.getSimpleName().equals(test) && type.getAnnotations().stream()
            .anyMatch(annotation -> annotation.getRawType().getSimpleName().equals("BrowserTest")));
    }

    private TreeMap<String, List<String>> checks() {
        var checks = new TreeMap<String, Set<String>>();
        tests.stream().filter(type -> type.isAnnotatedWith(Keeps.class)).forEach(type -> {
            for (var clause : type.getAnnotationOfType(Keeps.class).value()) {
                assertThat(order.clauses()).as("%s keeps a clause of the order", type.getSimpleName()).anyMatch(known -> known.id().equals(clause));
                checks.computeIfAbsent(clause, id -> new TreeSet<>()).add(type.getSimpleName());
            }
        });
        var sorted = new TreeMap<String, List<String>>();
        checks.forEach((clause, names) -> sorted.put(clause, new ArrayList<>(names)));
        return sorted;
    }
}
