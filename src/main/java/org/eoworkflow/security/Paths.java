package org.eoworkflow.security;

import jakarta.servlet.http.HttpServletRequest;

/** The path of a request as servlets see it: decoded, so that no spelling of it slips past a rule. */
public final class Paths {

    private Paths() {
    }

    public static String of(HttpServletRequest request) {
        var path = request.getServletPath() + (request.getPathInfo() == null ? "" : request.getPathInfo());
        return path.length() > 1 && path.endsWith("/") ? path.substring(0, path.length() - 1) : path;
    }

    /** Whether it belongs to an interface for programs: those answer in JSON and never redirect. */
    public static boolean isInterface(HttpServletRequest request) {
        var path = of(request) + "/";
        return path.startsWith("/api/") || path.startsWith("/engine-rest/") || path.startsWith("/camunda/api/");
    }
}
