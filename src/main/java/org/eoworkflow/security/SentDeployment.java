package org.eoworkflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.RequestContext;
import org.eoworkflow.platform.DeploymentCheck;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/** Has the files of a deployment checked by whoever has something to say, before the engine sees them. Comes after the request was bounded and read. */
@Component
@Order(301)
class SentDeployment extends OncePerRequestFilter {

    private final ObjectProvider<DeploymentCheck> checks;
    private final JsonAnswers answers;

    SentDeployment(ObjectProvider<DeploymentCheck> checks, JsonAnswers answers) {
        this.checks = checks;
        this.answers = answers;
    }

    /** What is no form of files at all is left to the engine to refuse. */
    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getMethod().equals("POST") || !Paths.isInterface(request) || !Paths.of(request).endsWith("/deployment/create")
            || !Objects.toString(request.getContentType(), "").toLowerCase(Locale.ROOT).startsWith("multipart/form-data");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        try {
            check(files(request.getContentType(), request.getInputStream().readAllBytes()));
        } catch (Refusal refusal) {
            answers.refuse(response, refusal.kind().status(), refusal.getMessage());
            return;
        }
        chain.doFilter(request, response);
    }

    private void check(Map<String, byte[]> files) {
        List<String> problems = new ArrayList<>();
        checks.orderedStream().forEach(check -> problems.addAll(check.problems(files)));
        if (!problems.isEmpty()) {
            throw Refusal.invalid(null, "Nothing was deployed. Mend the following and deploy again:\n  " + String.join("\n  ", problems));
        }
    }

    private static Map<String, byte[]> files(String contentType, byte[] body) throws IOException {
        Map<String, byte[]> files = new LinkedHashMap<>();
        try {
            var parts = new FileUpload().getItemIterator(new Sent(contentType, body));
            while (parts.hasNext()) {
                var part = parts.next();
                if (part.getName() != null && !part.getName().isBlank()) {
                    try (var content = part.openStream()) {
                        files.put(part.getName(), content.readAllBytes());
                    }
                }
            }
        } catch (FileUploadException e) {
            throw Refusal.invalid(null, "The deployment cannot be read: it is no well-formed multipart/form-data. Send it again.");
        }
        return files;
    }

    private record Sent(String contentType, byte[] body) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        @Deprecated
        public int getContentLength() {
            return body.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }
    }
}
