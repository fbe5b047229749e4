package org.eoworkflow.security;

import com.fasterxml.jackson.databind.ObjectMapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.LinkedHashMap;
import java.util.Map;
import org.eoworkflow.platform.Refusal;
import org.springframework.http.MediaType;
import org.springframework.stereotype.Component;

/** Refusals of the filters, in the form of all others: {@code {"message": …}}. */
@Component
public class JsonAnswers {

    private final ObjectMapper json;

    JsonAnswers(ObjectMapper json) {
        this.json = json;
    }

    void refuse(HttpServletResponse response, int status, String message) throws IOException {
        write(response, status, Map.of("message", message));
    }

    /** As callers of Camunda's REST interface read it, too: with a {@code type}, and the field it is about. */
    public void refuse(HttpServletResponse response, Refusal refusal) throws IOException {
        Map<String, Object> answer = new LinkedHashMap<>();
        answer.put("type", "Refusal");
        answer.put("message", refusal.getMessage());
        if (refusal.field() != null) {
            answer.put("field", refusal.field());
        }
        write(response, refusal.kind().status(), answer);
    }

    private void write(HttpServletResponse response, int status, Map<String, Object> answer) throws IOException {
        response.setStatus(status);
        response.setContentType(MediaType.APPLICATION_JSON_VALUE);
        response.setCharacterEncoding("UTF-8");
        json.writeValue(response.getOutputStream(), answer);
    }
}
