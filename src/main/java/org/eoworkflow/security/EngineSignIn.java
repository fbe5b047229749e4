package org.eoworkflow.security;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Tells the engine who calls our API or its REST interface, with the groups of this very moment: an account that left a group
 * has lost its rights with the next request. The webapps' own filter does the same for them.
 */
class EngineSignIn extends OncePerRequestFilter {

    private final IdentityService identity;

    EngineSignIn(IdentityService identity) {
        this.identity = identity;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return Paths.of(request).startsWith("/camunda/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain)
            throws ServletException, IOException {
        var account = SecurityContextHolder.getContext().getAuthentication().getName();
        identity.setAuthentication(account, groups(account));
        try {
            chain.doFilter(request, response);
        } finally {
            identity.clearAuthentication();
        }
    }

    private List<String> groups(String account) {
        return identity.createGroupQuery().groupMember(account).list().stream().map(Group::getId).toList();
    }
}
