package org.eoworkflow.platform;

import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletContext;
import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.util.concurrent.atomic.AtomicReference;
import org.springframework.core.Ordered;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.web.filter.OncePerRequestFilter;

/**
 * Camunda's webapps keep the nonce of a page's scripts where all requests share it. When two requests meet, one page gets the other's,
 * the browser runs none of its scripts, and the page stays blank. Here each request keeps its own.
 */
@Component
@Order(Ordered.HIGHEST_PRECEDENCE)
class OneNoncePerPage extends OncePerRequestFilter {

    private static final String NONCE = "org.camunda.bpm.csp.nonce";

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !request.getRequestURI().startsWith(request.getContextPath() + "/camunda/");
    }

    @Override
    protected void doFilterInternal(HttpServletRequest request, HttpServletResponse response, FilterChain chain) throws IOException, ServletException {
        var context = withOwnNonce(request.getServletContext());
        chain.doFilter(new HttpServletRequestWrapper(request) {
            @Override
            public ServletContext getServletContext() {
                return context;
            }
        }, response);
    }

    private static ServletContext withOwnNonce(ServletContext shared) {
        var nonce = new AtomicReference<>();
        return (ServletContext) Proxy.newProxyInstance(ServletContext.class.getClassLoader(), new Class<?>[] {ServletContext.class},
            (proxy, method, arguments) -> {
                if (method.getName().equals("setAttribute") && NONCE.equals(arguments[0])) {
                    nonce.set(arguments[1]);
                    return null;
                }
                if (method.getName().equals("getAttribute") && NONCE.equals(arguments[0])) {
                    return nonce.get();
                }
                try {
                    return method.invoke(shared, arguments);
                } catch (InvocationTargetException e) {
                    throw e.getCause();
                }
            });
    }
}
