package org.eoworkflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.UndeclaredThrowableException;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;
import org.springframework.web.filter.OncePerRequestFilter;
import org.springframework.web.util.ContentCachingResponseWrapper;

/** After each deployment, who may start a process is what the new models say. Both are one transaction. */
@Component
class DeploymentWatch extends OncePerRequestFilter {

    private final ObjectProvider<StartRights> starts;
    private final AsSystem system;
    private final ObjectProvider<TransactionTemplate> transaction;

    DeploymentWatch(ObjectProvider<StartRights> starts, AsSystem system, ObjectProvider<TransactionTemplate> transaction) {
        this.starts = starts;
        this.system = system;
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
        transaction.getObject().executeWithoutResult(status -> {
            deploy(request, answer, chain);
            if (answer.getStatus() < 300) {
                system.run(() -> starts.getObject().align());
            } else {
                status.setRollbackOnly();
            }
        });
        answer.copyBodyToResponse();
    }

    private static void deploy(HttpServletRequest request, HttpServletResponse answer, FilterChain chain) {
        try {
            chain.doFilter(request, answer);
        } catch (ServletException | IOException e) {
            throw new UndeclaredThrowableException(e);
        }
    }
}
