package org.eoworkflow.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import org.eoworkflow.platform.Refusal;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/**
 * After each deployment, who may start a process is what the new models say. What is deployed without the forms that it needs is refused.
 * All of it is one transaction: a refused deployment has not been made.
 */
@Component
class DeploymentWatch extends OncePerRequestFilter {

    private final ObjectProvider<StartRights> starts;
    private final MissingForms forms;
    private final AsSystem system;
    private final JsonAnswers answers;
    private final ObjectMapper json;
    private final ObjectProvider<TransactionTemplate> transaction;

    DeploymentWatch(ObjectProvider<StartRights> starts, MissingForms forms, AsSystem system, JsonAnswers answers, ObjectMapper json,
                    ObjectProvider<TransactionTemplate> transaction) {
        this.starts = starts;
        this.forms = forms;
        this.system = system;
        this.answers = answers;
        this.json = json;
        this.transaction = transaction;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return request.getMethod().equals("GET") || !Paths.isInterface(request) || !Paths.of(request).contains("/deployment/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var answer = new ContentCachingResponseWrapper(response);
        try {
            transaction.getObject().executeWithoutResult(status -> {
                deploy(request, answer, chain);
                if (answer.getStatus() < 300) {
                    system.run(() -> align(answer));
                } else {
                    status.setRollbackOnly();
                }
            });
        } catch (Refusal refusal) {
            answer.reset();
            answers.refuse(answer, refusal.kind().status(), refusal.getMessage());
        }
        answer.copyBodyToResponse();
    }

    private static void deploy(HttpServletRequest request, HttpServletResponse answer, FilterChain chain) {
        try {
            chain.doFilter(request, answer);
        } catch (ServletException | IOException e) {
            throw new UndeclaredThrowableException(e);
        }
    }

    private void align(ContentCachingResponseWrapper answer) {
        try {
            var deployment = json.readTree(answer.getContentAsByteArray()).path("id").asText();
            if (!deployment.isEmpty()) {
                forms.refuse(deployment);
            }
        } catch (IOException e) {
            throw new UndeclaredThrowableException(e);
        }
        starts.getObject().align();
    }
}
