package org.eoworkflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.eoworkflow.platform.Refusal;
import org.springframework.web.filter.OncePerRequestFilter;

/** A filter that refuses a request, or passes it on as it was checked. */
public abstract class CheckedRequests extends OncePerRequestFilter {

    private final JsonAnswers answers;

    protected CheckedRequests(JsonAnswers answers) {
        this.answers = answers;
    }

    /** The request for whoever comes next. @throws Refusal if nobody is to see it */
    protected abstract HttpServletRequest checked(HttpServletRequest request) throws IOException;

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws ServletException, IOException {
        HttpServletRequest checked;
        try {
            checked = checked(request);
        } catch (Refusal refusal) {
            answers.refuse(response, refusal);
            return;
        }
        chain.doFilter(checked, response);
    }
}
