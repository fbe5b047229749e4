package org.eoworkflow.security;

import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerRequestFilter;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.Response;
import java.util.regex.Pattern;
import org.camunda.bpm.engine.ProcessEngine;
import org.camunda.bpm.engine.rest.util.EngineUtil;
import org.eoworkflow.platform.Refusal;

/**
 * Whoever has a task gives it back, and nobody else takes it away: it is open again to its candidates. The engine asks for the right to
 * assign the task to anybody, which people who work on tasks do not have. Stands inside Camunda's REST interface and that of its webapps,
 * so behind their sign-in and their check of forged requests; found through {@code META-INF/services}.
 */
public class GivingBack implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        context.register(OwnTask.class);
        return true;
    }

    /** The engine takes resolving, too, as a task's return: to its owner, and to nobody where it has none. */
    static class OwnTask implements ContainerRequestFilter {

        private static final Pattern RETURN = Pattern.compile("/?(?:engine/[^/]+/)?task/([^/]+)/(unclaim|resolve)/?");

        @Override
        public void filter(ContainerRequestContext request) {
            var asked = RETURN.matcher(request.getUriInfo().getPath());
            if (!request.getMethod().equals(HttpMethod.POST) || !asked.matches()) {
                return;
            }
            var engine = EngineUtil.lookupProcessEngine(null);
            if (hasTask(engine, asked.group(1)) && asked.group(2).equals("unclaim")) {
                engine.getTaskService().claim(asked.group(1), null);
                request.abortWith(Response.noContent().build());
            }
        }

        /** Refuses whoever sees the task and does not have it; to others the engine answers. */
        private static boolean hasTask(ProcessEngine engine, String id) {
            var caller = engine.getIdentityService().getCurrentAuthentication();
            var task = engine.getTaskService().createTaskQuery().taskId(id).singleResult();
            if (caller == null || task == null || caller.getUserId().equals(task.getAssignee())) {
                return caller != null && task != null;
            }
            if (caller.getGroupIds() == null || !caller.getGroupIds().contains(Groups.ADMIN)) {
                throw Refusal.forbidden(task.getAssignee() == null ? "Task '%s' is open: nobody has claimed it.".formatted(task.getName())
                    : "Task '%s' is claimed by '%s', who alone can give it back.".formatted(task.getName(), task.getAssignee()));
            }
            return false;
        }
    }
}
