package org.eoworkflow.model.lint;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eoworkflow.model.DeployedProcesses;
import org.eoworkflow.model.ProcessModel;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.DeploymentCheck;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** A model in which the linter finds an error is not deployed: it says the same as in the build and on the command line. Warnings are logged. */
@Component
@Order(1)
class LintAtDeployment implements DeploymentCheck {

    private static final Logger LOG = LoggerFactory.getLogger(LintAtDeployment.class);

    private final DeployedProcesses processes;
    private final Linter linter;

    LintAtDeployment(Catalogue catalogue, DeployedProcesses processes) {
        this.processes = processes;
        this.linter = new Linter(catalogue, new Deployed(processes));
    }

    @Override
    public List<String> problems(Map<String, byte[]> files) {
        Map<String, String> texts = new LinkedHashMap<>();
        files.forEach((name, content) -> texts.put(name, new String(content, StandardCharsets.UTF_8)));
        var result = linter.check(texts);
        List<Finding> errors = new ArrayList<>(result.errors());
        if (errors.isEmpty() && !result.models().isEmpty()) {
            errors.addAll(missingWith(result.models()));
        }
        if (errors.isEmpty()) {
            result.findings().forEach(finding -> LOG.info("Sent for deployment: {}", finding));
        }
        return errors.stream().map(Finding::toString).toList();
    }

    /** What would be missing that is not missing already. Models without clauses, in place of such, change nothing of it. */
    private List<Finding> missingWith(Map<String, ProcessModel> sent) {
        if (Stream.concat(sent.values().stream(), processes.newest(sent.keySet()).stream()).noneMatch(LintAtDeployment::namesClauses)) {
            return List.of();
        }
        var deployed = processes.newest();
        var before = linter.missing(Map.of(), deployed).stream().map(Finding::message).toList();
        return linter.missing(sent, deployed).stream().filter(finding -> !before.contains(finding.message())).toList();
    }

    private static boolean namesClauses(ProcessModel model) {
        return model.flowNodes().stream().anyMatch(element -> !ProcessModel.clauses(element).isEmpty());
    }

    /** Whether a form is sent with the model that takes it is asked elsewhere. */
    private record Deployed(DeployedProcesses deployed) implements Elsewhere {

        @Override
        public Set<String> userTasks() {
            return Given.of(deployed.newest(), Map.of()).userTasks();
        }

        @Override
        public Set<String> processes() {
            return deployed.keys();
        }

        @Override
        public Set<String> decisions() {
            return deployed.decisions();
        }

        @Override
        public Set<String> forms() {
            return null;
        }
    }
}
