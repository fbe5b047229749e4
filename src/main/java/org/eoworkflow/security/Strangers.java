package org.eoworkflow.security;

import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import org.springframework.http.HttpHeaders;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.core.AuthenticationException;
import org.springframework.security.web.AuthenticationEntryPoint;
import org.springframework.stereotype.Component;

/** What somebody who is not signed in gets from the interfaces: 401, without the challenge that makes a browser open its own window. */
@Component
class Strangers implements AuthenticationEntryPoint {

    private final JsonAnswers answers;

    Strangers(JsonAnswers answers) {
        this.answers = answers;
    }

    @Override
    public void commence(HttpServletRequest request, HttpServletResponse response, AuthenticationException reason) throws IOException {
        if (reason instanceof TooManyAttempts tooMany) {
            response.setHeader(HttpHeaders.RETRY_AFTER, String.valueOf(tooMany.seconds()));
            answers.refuse(response, 429, tooMany.getMessage());
            return;
        }
        response.setHeader(HttpHeaders.WWW_AUTHENTICATE, "Session realm=\"eo-workflow\"");
        answers.refuse(response, HttpServletResponse.SC_UNAUTHORIZED,
            reason instanceof BadCredentialsException ? SignIn.WRONG : "Sign in first: at /sign-in, or with HTTP basic authentication.");
    }
}
