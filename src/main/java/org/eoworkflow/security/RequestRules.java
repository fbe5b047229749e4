package org.eoworkflow.security;

import jakarta.servlet.http.HttpServletRequest;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;
import java.util.regex.Pattern;
import org.springframework.security.access.AccessDeniedException;
import org.springframework.security.authentication.AnonymousAuthenticationToken;
import org.springframework.security.authorization.AuthorizationDecision;
import org.springframework.security.authorization.AuthorizationManager;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.access.intercept.RequestAuthorizationContext;

/**
 * What nobody, or only some, may ask of the interfaces, whatever the engine's authorisations say: doors beside our own, and what
 * the engine itself does not check.
 */
class RequestRules implements AuthorizationManager<RequestAuthorizationContext> {

    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    /** Paths below the engine's REST interface, wherever it is mounted, and of the webapps. */
    private static final List<Rule> CLOSED = List.of(
        new Rule("POST", "/camunda/api/admin/auth/user/[^/]+/login/.*", "Sign in at /sign-in."),
        new Rule(null, "/camunda/api/admin/setup/.*", "Accounts are not set up this way."),
        new Rule("POST", ".*/identity/verify", "Passwords are checked at sign-in only."),
        new Rule("POST", ".*/deployment/[^/]+/redeploy", "A deployment is checked by its files: deploy them anew."));

    /** What the engine lets whoever made it, or whose it is, delete. */
    private static final Pattern KEPT = Pattern.compile(".*/(deployment|user)/[^/]+");

    /** Reads that come as POST, because their question is in the body. */
    private static final Pattern QUESTION = Pattern.compile("(/engine-rest(/engine/[^/]+)?|/camunda/api/engine/engine/[^/]+)"
        + "/(history/)?(activity-instance|authorization|case-definition|case-execution|case-instance|decision-instance|detail|event-subscription"
        + "|execution|external-task|external-task-log|group|identity-link-log|incident|job|job-definition|job-log|process-definition|process-instance"
        + "|task|tenant|user|user-operation|variable-instance|batch|deployment|decision-definition)(/count)?"
        + "|(/engine-rest(/engine/[^/]+)?|/camunda/api/engine/engine/[^/]+)/filter/[^/]+/(list|count|singleResult)"
        + "|/camunda/api/cockpit/plugin/base/[^/]+/(process-definition|process-instance|incident)(/[^/]+/(called-process-definitions|called-process-instances"
        + "|process-instances|incidents|user-tasks|jobs))?(/count)?"
        + "|/camunda/api/cockpit/plugin/base/[^/]+/(incident|process-instance|process-definition)/(count|statistics|statistics-count)");

    @Override
    @SuppressWarnings("deprecation")
    public AuthorizationDecision check(Supplier<Authentication> caller, RequestAuthorizationContext context) {
        var signedIn = caller.get();
        if (signedIn == null || signedIn instanceof AnonymousAuthenticationToken || !signedIn.isAuthenticated()) {
            return new AuthorizationDecision(false);
        }
        var request = context.getRequest();
        var path = Paths.of(request);
        CLOSED.stream().filter(rule -> rule.holdsFor(request, path)).findFirst().ifPresent(rule -> {
            throw new AccessDeniedException(rule.message());
        });
        if (request.getMethod().equals("DELETE") && KEPT.matcher(path).matches() && !isIn(signedIn, Groups.ADMIN)) {
            throw new AccessDeniedException("Only an administrator may delete a deployment or an account: the work under it is on record.");
        }
        if (isIn(signedIn, Groups.AUDITOR) && !READING.contains(request.getMethod()) && !isQuestion(request, path)) {
            throw new AccessDeniedException("Auditors read everything and change nothing.");
        }
        return new AuthorizationDecision(true);
    }

    private static boolean isQuestion(HttpServletRequest request, String path) {
        return request.getMethod().equals("POST") && QUESTION.matcher(path).matches();
    }

    private static boolean isIn(Authentication signedIn, String group) {
        return signedIn.getAuthorities().stream().anyMatch(authority -> authority.getAuthority().equals(group));
    }

    private record Rule(String method, String path, String message) {

        boolean holdsFor(HttpServletRequest request, String requested) {
            return (method == null || method.equals(request.getMethod())) && requested.matches(path);
        }
    }
}
