package org.eoworkflow.support;

import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** An answer that fails after it has begun. */
@RestController
class BreakingOff {

    @GetMapping("/api/test/breaking-off")
    void breakOff(HttpServletResponse response) throws IOException {
        response.getOutputStream().write("The first half".getBytes());
        response.flushBuffer();
        throw new IllegalStateException("the database is gone");
    }
}
