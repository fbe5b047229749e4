package org.eoworkflow.security;

import jakarta.servlet.http.HttpServletRequest;
import org.springframework.security.web.authentication.WebAuthenticationDetails;

/** Where a sign-in comes from, and whether by the page or with the request itself. */
class SignInDetails extends WebAuthenticationDetails {

    private final String way;

    private SignInDetails(HttpServletRequest request, String way) {
        super(request);
        this.way = way;
    }

    static SignInDetails page(HttpServletRequest request) {
        return new SignInDetails(request, "page");
    }

    static SignInDetails basic(HttpServletRequest request) {
        return new SignInDetails(request, "basic");
    }

    String way() {
        return way;
    }
}
