package org.eoworkflow.obligation;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;

/** A file that is handed out while it is made. */
final class Attachment {

    private Attachment() {
    }

    /** Where to write it; to be closed only when it is whole. */
    static OutputStream of(HttpServletResponse response, String name) throws IOException {
        response.setContentType(name.endsWith(".csv") ? "text/csv;charset=UTF-8" : MediaType.APPLICATION_JSON_VALUE);
        response.setHeader(HttpHeaders.CONTENT_DISPOSITION,
            ContentDisposition.attachment().filename(name, StandardCharsets.UTF_8).build().toString());
        return response.getOutputStream();
    }
}
