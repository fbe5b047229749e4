package org.eoworkflow.security.form;

import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.CheckedRequests;
import org.eoworkflow.security.Groups;
import org.eoworkflow.security.JsonAnswers;
import org.eoworkflow.security.Paths;
import org.eoworkflow.security.ReadRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.http.InvalidMediaTypeException;
import org.springframework.http.MediaType;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.security.core.context.SecurityContextHolder;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Stands behind the sign-in and in front of Camunda's REST interface, wherever it is mounted: bounds what is sent, takes JSON only, holds
 * completions and starts against their form, and closes the ways by which people could set variables beside the forms.
 */
@Component
@Order(300)
class SubmissionFilter extends CheckedRequests {

    private static final Pattern INTERFACE = Pattern.compile("(?:/engine-rest(?:/engine/[^/]+)?|/camunda/api/engine/engine/[^/]+)(/.*)");
    private static final Pattern COMPLETION = Pattern.compile("/task/([^/]+)/(?:complete|submit-form)");
    private static final Pattern CLAIM = Pattern.compile("/task/[^/]+/claim");
    private static final Pattern WORK = Pattern.compile("/task/([^/]+)/(?:claim|unclaim|complete|submit-form|resolve|assignee|delegate)");
    private static final Pattern RESOLUTION = Pattern.compile("/task/[^/]+/resolve");
    private static final Pattern START = Pattern.compile("/process-definition/(?:key/([^/]+)(?:/tenant-id/[^/]+)?|([^/]+))/(?:start|submit-form)");
    private static final Pattern COMMENT = Pattern.compile("/(?:task|process-instance)/[^/]+/comment(?:/create)?");
    private static final Pattern DEPLOYMENT = Pattern.compile("/deployment/create");
    private static final Pattern ATTACHMENT = Pattern.compile("/task/[^/]+/attachment/create");

    /** Everything else by which variables get into a process, or a task ends without its form. */
    private static final Pattern BESIDE_THE_FORMS = Pattern.compile(
        "/(?:task|execution|process-instance|case-instance|case-execution)/[^/]+/(?:variables|localVariables)(?:/.*)?"
        + "|/task/[^/]+/(?:bpmnError|bpmnEscalation)|/process-instance/variables-async|/process-instance/[^/]+/modification(?:-async)?"
        + "|/modification/.*|/migration/.*|/process-definition/[^/]+/restart(?:-async)?|/message(?:-async)?(?:/.*)?|/process-instance/message-async"
        + "|/signal|/condition|/execution/[^/]+/(?:signal|trigger|messageSubscriptions/[^/]+/trigger)"
        + "|/external-task(?:/.*)?|/(?:case-definition|case-instance|case-execution)/.+|/history/variable-instance/.*|/history/process-instance/[^/]+/variable-instances");
    private static final Pattern QUESTION = Pattern.compile("/external-task(?:/count)?|/migration/(?:generate|validate)");
    private static final Set<String> READING = Set.of("GET", "HEAD", "OPTIONS");

    private final Submissions submissions;
    private final IdentityService identity;
    private final DataSize largest;
    private final DataSize largestDeployment;

    SubmissionFilter(Submissions submissions, IdentityService identity, JsonAnswers answers, @Value("${eo.requests.max-size}") DataSize largest,
                     @Value("${eo.requests.max-deployment-size}") DataSize largestDeployment) {
        super(answers);
        this.submissions = submissions;
        this.identity = identity;
        this.largest = largest;
        this.largestDeployment = largestDeployment;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return READING.contains(request.getMethod()) || !(Paths.of(request).startsWith("/engine-rest/") || Paths.of(request).startsWith("/camunda/api/"));
    }

    @Override
    protected HttpServletRequest checked(HttpServletRequest request) throws IOException {
        var found = INTERFACE.matcher(Paths.of(request));
        if (!found.matches()) {
            return ReadRequest.of(request, largest);
        }
        var path = found.group(1);
        var caller = SecurityContextHolder.getContext().getAuthentication();
        if (ATTACHMENT.matcher(path).matches()) {
            throw Refusal.forbidden("Files come as evidence: use the task's evidence tab.");
        }
        if (DEPLOYMENT.matcher(path).matches()) {
            return ReadRequest.of(request, largestDeployment);
        }
        if (BESIDE_THE_FORMS.matcher(path).matches() && !(request.getMethod().equals("POST") && QUESTION.matcher(path).matches()) && !isAdministrator(caller)) {
            throw Refusal.forbidden("Work is done by the forms of its tasks: variables, messages and steps are not set beside them. An administrator can mend a process.");
        }
        var read = ReadRequest.of(request, largest);
        if (read.body().length > 0) {
            requireJson(request);
        }
        if (request.getMethod().equals("POST")) {
            asCaller(caller, () -> checkBody(path, read.body(), caller));
        }
        return read;
    }

    private void checkBody(String path, byte[] body, Authentication caller) throws IOException {
        var work = WORK.matcher(path);
        if (work.matches()) {
            submissions.checkNotSuspended(work.group(1));
        }
        var completion = COMPLETION.matcher(path);
        var start = START.matcher(path);
        var problems = new Problems();
        if (completion.matches()) {
            submissions.checkCompletion(completion.group(1), Submission.read(body, problems), problems);
            problems.refuse("Completion");
        } else if (start.matches()) {
            var submission = Submission.read(body, problems);
            if (submission.asksForMore() && !isAdministrator(caller)) {
                throw Refusal.forbidden("A process starts at its beginning, with all its steps. Leave out startInstructions, skipCustomListeners and skipIoMappings.");
            }
            Submissions.checkText("businessKey", "businessKey", submission.text("businessKey"), 255);
            submissions.checkStart(start.group(2), start.group(1), submission, problems);
            problems.refuse("Start");
        } else if (CLAIM.matcher(path).matches() && !isAdministrator(caller) && !caller.getName().equals(Submission.read(body, problems).text("userId"))) {
            throw Refusal.forbidden("A task is claimed for oneself: send your own account as userId. Whoever has a task gives it back by unclaim.");
        } else if (RESOLUTION.matcher(path).matches() && !Submission.read(body, problems).values().isEmpty()) {
            throw Refusal.invalid("variables", "Variables come with the task's completion, by its form. Resolve the task without them.");
        } else if (COMMENT.matcher(path).matches()) {
            Submissions.checkText("message", "Comment", Submission.read(body, problems).text("message"), 4000);
        }
    }

    private interface Work {
        void run() throws IOException;
    }

    /** The webapps tell the engine who calls only further down the chain. */
    private void asCaller(Authentication caller, Work work) throws IOException {
        var before = identity.getCurrentAuthentication();
        identity.setAuthentication(caller.getName(), caller.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList());
        try {
            work.run();
        } finally {
            if (before == null) {
                identity.clearAuthentication();
            } else {
                identity.setAuthentication(before.getUserId(), before.getGroupIds(), before.getTenantIds());
            }
        }
    }

    private static boolean isAdministrator(Authentication caller) {
        return caller.getAuthorities().stream().anyMatch(authority -> authority.getAuthority().equals(Groups.ADMIN));
    }

    private static void requireJson(HttpServletRequest request) {
        try {
            var type = request.getContentType() == null ? null : MediaType.parseMediaType(request.getContentType());
            if (type != null && type.equalsTypeAndSubtype(MediaType.APPLICATION_JSON)
                    && (type.getCharset() == null || type.getCharset().equals(StandardCharsets.UTF_8))) {
                return;
            }
        } catch (InvalidMediaTypeException unknown) {
            // refused like any other type
        }
        throw new Refusal(Refusal.Kind.UNSUPPORTED, null, "Send JSON in UTF-8 (Content-Type: application/json). Files come as evidence: use the task's evidence tab.");
    }
}
