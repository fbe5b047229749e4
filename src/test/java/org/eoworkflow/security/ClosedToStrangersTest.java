package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import jakarta.servlet.ServletRegistration;
import jakarta.ws.rs.HttpMethod;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.core.Application;
import java.lang.annotation.Annotation;
import java.lang.reflect.Method;
import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import org.camunda.bpm.admin.impl.web.AdminApplication;
import org.camunda.bpm.cockpit.impl.web.CockpitApplication;
import org.camunda.bpm.spring.boot.starter.rest.CamundaJerseyResourceConfig;
import org.camunda.bpm.tasklist.impl.web.TasklistApplication;
import org.camunda.bpm.webapp.impl.engine.EngineRestApplication;
import org.camunda.bpm.welcome.impl.web.WelcomeApplication;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.web.servlet.mvc.method.RequestMappingInfo;
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Asks, as a stranger, for everything that the running application answers to: every mapping of Spring MVC and of the actuator,
 * every resource method of the engine's REST interface and of the webapps' interfaces, and every servlet's path.
 * Whatever is added later is asked for, too.
 */
@EngineTest
class ClosedToStrangersTest {

    /** For strangers by intention: to sign in, and to know whether the application is up. */
    private static final Set<String> OPEN = Set.of("GET /sign-in", "GET /actuator/health");

    private static final List<String> METHODS = List.of("GET", "HEAD", "POST", "PUT", "PATCH", "DELETE", "OPTIONS");

    @Autowired ServletWebServerApplicationContext context;
    @Autowired CamundaJerseyResourceConfig rest;
    @LocalServerPort int port;

    @Test
    void everyMappingOfSpringAndOfTheActuator() {
        var endpoints = new TreeSet<String>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping ->
            mapping.getHandlerMethods().keySet().forEach(info -> endpoints.addAll(endpoints(info))));
        assertThat(endpoints).contains("GET /api/mails", "POST /api/mails/1/resend", "GET /actuator/info", "GET /");
        refused(endpoints);
    }

    @Test
    void everyResourceOfTheEnginesRestInterface() {
        var endpoints = endpoints("/engine-rest", classes(rest));
        assertThat(endpoints).hasSizeGreaterThan(300).contains("POST /engine-rest/task/1/complete", "GET /engine-rest/history/task");
        refused(endpoints);
    }

    @Test
    void everyResourceOfTheWebappsInterfaces() {
        var endpoints = new TreeSet<String>();
        endpoints.addAll(endpoints("/camunda/api/admin", classes(new AdminApplication())));
        endpoints.addAll(endpoints("/camunda/api/cockpit", classes(new CockpitApplication())));
        endpoints.addAll(endpoints("/camunda/api/tasklist", classes(new TasklistApplication())));
        endpoints.addAll(endpoints("/camunda/api/welcome", classes(new WelcomeApplication())));
        endpoints.addAll(endpoints("/camunda/api/engine", classes(new EngineRestApplication())));
        assertThat(endpoints).hasSizeGreaterThan(300).contains("POST /camunda/api/admin/auth/user/1/login/1", "POST /camunda/api/admin/setup/1/user/create");
        refused(endpoints);
    }

    @Test
    void everyServletAndTheFilesOfTheWebapps() {
        var endpoints = new TreeSet<String>();
        for (ServletRegistration servlet : context.getServletContext().getServletRegistrations().values()) {
            for (var path : servlet.getMappings()) {
                METHODS.forEach(method -> endpoints.add(method + " " + path.replace("*", "anything")));
            }
        }
        for (var app : List.of("tasklist", "cockpit", "admin", "welcome")) {
            for (var file : List.of("/camunda/app/%s/default/", "/camunda/app/%s/scripts/config.js", "/camunda/app/%s/index.html",
                    "/webjars/camunda/app/%s/index.html", "/camunda/app/%s/camunda-%s-bootstrap.js")) {
                endpoints.add("GET " + file.replace("%s", app));
            }
        }
        endpoints.addAll(List.of("GET /camunda/lib/deps.js", "GET /camunda/favicon.ico", "GET /error", "GET /webjars/camunda/securityFilterRules.json",
            "GET /application.yaml", "GET /index.html", "GET /favicon.ico", "POST /sign-out", "GET /sign-in/../api/mails"));
        assertThat(endpoints).contains("GET /engine-rest/anything", "GET /camunda/api/engine/anything");
        refused(endpoints);
    }

    @Test
    void healthTellsAStrangerNothingButThatTheApplicationIsUp() {
        assertThat(Http.stranger(port).get("/actuator/health").body()).isEqualTo("{\"status\":\"UP\"}");
        assertThat(Http.basic(port, "admin").get("/actuator/info").statusCode()).as("pages take no basic authentication").isNotEqualTo(200);
        assertThat(Http.browser(port, "cisa.staff").get("/actuator/info").statusCode()).isEqualTo(403);
        assertThat(Http.browser(port, "admin").get("/actuator/info").statusCode()).isEqualTo(200);
    }

    private void refused(Set<String> endpoints) {
        var open = new ArrayList<String>();
        for (var endpoint : endpoints) {
            if (!OPEN.contains(endpoint) && !isRefused(endpoint)) {
                open.add(endpoint);
            }
        }
        assertThat(open).as("open to strangers").isEmpty();
    }

    private boolean isRefused(String endpoint) {
        var method = endpoint.substring(0, endpoint.indexOf(' '));
        var stranger = Http.stranger(port);
        var answer = stranger.send(stranger.request(endpoint.substring(method.length() + 1)).method(method, BodyPublishers.noBody()));
        var to = answer.headers().firstValue("Location").orElse("");
        return answer.statusCode() == 401 || answer.statusCode() == 403 || answer.statusCode() == 302 && to.endsWith("/sign-in")
            || answer.statusCode() == 400 && endpoint.contains("..");
    }

    /** Method and path of each way to a mapping of Spring. */
    static Set<String> endpoints(RequestMappingInfo info) {
        var endpoints = new HashSet<String>();
        for (var path : info.getPatternValues()) {
            var methods = info.getMethodsCondition().getMethods().stream().map(Enum::name).toList();
            (methods.isEmpty() ? METHODS : methods).forEach(method -> endpoints.add(method + " " + filledIn(path)));
        }
        return endpoints;
    }

    static Set<Class<?>> classes(Application application) {
        return application.getClasses();
    }

    /** Method and path of each resource method. */
    static Set<String> endpoints(String base, Set<Class<?>> resources) {
        var endpoints = new TreeSet<String>();
        resources.forEach(resource -> annotated(resource).map(type -> type.getAnnotation(Path.class))
            .ifPresent(path -> walk(base + slash(path.value()), resource, endpoints, 0)));
        return endpoints;
    }

    /** Resource methods and, behind those without a verb, the resources they lead to. */
    private static void walk(String path, Class<?> resource, Set<String> endpoints, int depth) {
        for (var method : resource.getMethods()) {
            var declared = declared(method, resource);
            var own = path + declared.map(m -> m.getAnnotation(Path.class)).map(annotation -> slash(annotation.value())).orElse("");
            var verb = declared.flatMap(ClosedToStrangersTest::verb);
            if (verb.isPresent()) {
                endpoints.add(verb.get() + " " + filledIn(own));
            } else if (declared.map(m -> m.isAnnotationPresent(Path.class)).orElse(false) && depth < 6) {
                walk(own, method.getReturnType(), endpoints, depth + 1);
            }
        }
    }

    private static Optional<Class<?>> annotated(Class<?> type) {
        for (Class<?> known : family(type)) {
            if (known.isAnnotationPresent(Path.class)) {
                return Optional.of(known);
            }
        }
        return Optional.empty();
    }

    /** The declaration that carries the annotations: on the class itself or on one of its interfaces. */
    private static Optional<Method> declared(Method method, Class<?> resource) {
        for (Class<?> known : family(resource)) {
            try {
                var declared = known.getMethod(method.getName(), method.getParameterTypes());
                if (declared.isAnnotationPresent(Path.class) || verb(declared).isPresent()) {
                    return Optional.of(declared);
                }
            } catch (NoSuchMethodException e) {
                // declared elsewhere
            }
        }
        return Optional.empty();
    }

    private static List<Class<?>> family(Class<?> type) {
        var family = new ArrayList<Class<?>>();
        for (Class<?> known = type; known != null; known = known.getSuperclass()) {
            family.add(known);
            for (var face : known.getInterfaces()) {
                family.addAll(family(face));
            }
        }
        return family;
    }

    private static Optional<String> verb(Method method) {
        for (Annotation annotation : method.getAnnotations()) {
            var verb = annotation.annotationType().getAnnotation(HttpMethod.class);
            if (verb != null) {
                return Optional.of(verb.value());
            }
        }
        return Optional.empty();
    }

    private static String slash(String path) {
        var stripped = path.replaceAll("^/+|/+$", "");
        return stripped.isEmpty() ? "" : "/" + stripped;
    }

    /** Path variables, with or without a pattern of their own, get a value. */
    private static String filledIn(String path) {
        var filled = path.replaceAll("\\{[^{}]*(\\{[^{}]*})?[^{}]*}", "1").replace("**", "anything").replace("*", "anything");
        return filled.isEmpty() ? "/" : filled;
    }
}
