package org.eoworkflow.security;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eoworkflow.platform.DeploymentCheck;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;

/** Has the files of a deployment checked by whoever has something to say, before the engine sees them. Comes after the request was bounded and read. */
@Component
@Order(301)
class SentDeployment extends CheckedRequests {

    private final ObjectProvider<DeploymentCheck> checks;

    SentDeployment(ObjectProvider<DeploymentCheck> checks, JsonAnswers answers) {
        super(answers);
        this.checks = checks;
    }

    /** What is no form of files at all is left to the engine to refuse. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !Paths.isInterface(request) || !Paths.of(request).endsWith("/deployment/create")
            || !(request instanceof ReadRequest read && read.isMultipart());
    }

    @Override
    protected HttpServletRequest checked(HttpServletRequest request) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        for (var part : ((ReadRequest) request).parts()) {
            if (part.fileName() != null && !part.fileName().isBlank()) {
                files.put(part.fileName(), part.content());
            }
        }
        // one after the other: what forms a model lacks matters once it is right
        checks.orderedStream().forEach(check -> {
            var problems = check.problems(files);
            if (!problems.isEmpty()) {
                throw Refusal.invalid(null, "Nothing was deployed. Mend the following and deploy again:\n  " + String.join("\n  ", problems));
            }
        });
        return request;
    }
}
