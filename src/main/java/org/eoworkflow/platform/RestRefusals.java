package org.eoworkflow.platform;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.annotation.Priority;
import jakarta.ws.rs.core.Feature;
import jakarta.ws.rs.core.FeatureContext;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import jakarta.ws.rs.ext.ExceptionMapper;
import org.camunda.bpm.engine.ProcessEngineException;
import org.camunda.bpm.engine.rest.exception.ExceptionHandlerHelper;
import org.camunda.bpm.engine.rest.exception.RestException;

/**
 * Lets a refusal reach callers of Camunda's REST interface and of its webapps as what it is, instead of a 500 with the engine's message
 * around it. Found by every JAX-RS application through {@code META-INF/services}; the webapps' own application has no other door.
 */
public class RestRefusals implements Feature {

    @Override
    public boolean configure(FeatureContext context) {
        context.register(OfRest.class);
        context.register(OfEngine.class);
        context.register(OfOurs.class);
        return true;
    }

    /** Before Camunda's own mapper of the same exception. */
    @Priority(1)
    static class OfRest implements ExceptionMapper<RestException> {

        @Override
        public Response toResponse(RestException thrown) {
            return answer(thrown);
        }
    }

    /** Before Camunda's own mapper of the same exception. */
    @Priority(1)
    static class OfEngine implements ExceptionMapper<ProcessEngineException> {

        @Override
        public Response toResponse(ProcessEngineException thrown) {
            return answer(thrown);
        }
    }

    /** What is refused before the engine is asked. */
    @Priority(1)
    static class OfOurs implements ExceptionMapper<Refusal> {

        @Override
        public Response toResponse(Refusal thrown) {
            return answer(thrown);
        }
    }

    private static Response answer(Exception thrown) {
        var refusal = Refusal.in(thrown);
        return refusal == null ? ExceptionHandlerHelper.getInstance().getResponse(thrown)
            : Response.status(refusal.kind().status()).type(MediaType.APPLICATION_JSON_TYPE).entity(Answer.of(refusal)).build();
    }

    /** What callers read: {@code type} as in Camunda's own answers, the message, and the field it is about. */
    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Answer(String type, String message, String field) {

        static Answer of(Refusal refusal) {
            return new Answer("Refusal", refusal.getMessage(), refusal.field());
        }
    }
}
