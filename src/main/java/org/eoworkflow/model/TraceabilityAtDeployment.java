package org.eoworkflow.model;

import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.DeploymentCheck;
import org.springframework.stereotype.Component;

/**
 * A model is not deployed if it names an unknown clause, or if its deployment would leave a clause that nobody covers or that no test shows:
 * in the words in which the start and the build say the same.
 */
@Component
class TraceabilityAtDeployment implements DeploymentCheck {

    private final Catalogue catalogue;
    private final DeployedProcesses processes;
    private final Proof proof = Proof.packaged();

    TraceabilityAtDeployment(Catalogue catalogue, DeployedProcesses processes) {
        this.catalogue = catalogue;
        this.processes = processes;
    }

    @Override
    public List<String> problems(Map<String, byte[]> files) {
        List<String> problems = new ArrayList<>();
        Map<String, ProcessModel> sent = new LinkedHashMap<>();
        files.forEach((name, content) -> {
            if (name.endsWith(".bpmn") || name.endsWith(".bpmn20.xml")) {
                var wrong = catalogue.problems(name, new String(content, StandardCharsets.UTF_8));
                problems.addAll(wrong);
                if (wrong.isEmpty()) {
                    read(name, content, sent, problems);
                }
            }
        });
        if (problems.isEmpty() && !sent.isEmpty()) {
            problems.addAll(missingWith(sent));
        }
        return problems;
    }

    private static void read(String name, byte[] content, Map<String, ProcessModel> sent, List<String> problems) {
        try {
            var model = new ProcessModel(name, Bpmn.readModelFromStream(new ByteArrayInputStream(content)));
            sent.put(model.key(), model);
        } catch (RuntimeException e) {
            problems.add(name + ":1: is no BPMN model with a process. Open it in Modeler and save it again.");
        }
    }

    /** What would be missing that is not missing already. Models without clauses, in place of such, change nothing of it. */
    private List<String> missingWith(Map<String, ProcessModel> sent) {
        if (Stream.concat(sent.values().stream(), processes.newest(sent.keySet()).stream()).noneMatch(TraceabilityAtDeployment::namesClauses)) {
            return List.of();
        }
        var deployed = processes.newest();
        Map<String, ProcessModel> models = new LinkedHashMap<>();
        deployed.forEach(model -> models.put(model.key(), model));
        models.putAll(sent);
        var before = new Traceability(deployed, proof);
        var after = new Traceability(models.values(), proof);
        List<String> missing = new ArrayList<>();
        for (var order : catalogue.orders()) {
            missing.addAll(after.problems(order));
            missing.removeAll(before.problems(order));
        }
        return missing;
    }

    private static boolean namesClauses(ProcessModel model) {
        return model.flowNodes().stream().anyMatch(element -> !ProcessModel.clauses(element).isEmpty());
    }
}
