package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.http.HttpRequest.BodyPublishers;
import java.util.ArrayList;
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
import org.springframework.web.servlet.mvc.method.RequestMappingInfoHandlerMapping;

/**
 * Sends marked content to everything that the running application lets anybody write to. Whatever is added later is tried, too: it is guarded,
 * closed, or named here with the reason.
 */
@EngineTest
class SpillDoorsTest {

    private static final Set<String> WRITING = Set.of("POST", "PUT", "PATCH", "DELETE");

    /** Listings are read as a stream and guarded record by record: see ListingImportTest. The others keep nothing of a body. */
    private static final Set<String> EXCEPT = Set.of("POST /api/tasks/1/listings");

    @Autowired ServletWebServerApplicationContext context;
    @Autowired CamundaJerseyResourceConfig rest;
    @LocalServerPort int port;

    @Test
    void everyMappingOfSpring() {
        var endpoints = new TreeSet<String>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping ->
            mapping.getHandlerMethods().keySet().forEach(info -> endpoints.addAll(ClosedToStrangersTest.endpoints(info))));
        endpoints.removeIf(endpoint -> !endpoint.contains(" /api/"));
        assertThat(endpoints).contains("POST /api/tasks/1/evidence", "POST /api/mails/1/resend");
        guarded(endpoints);
    }

    /** Pages take an account and a password, which are kept by their digest at most, and nothing else. */
    @Test
    void outsideTheInterfacesOnlyTheSignInTakesAnything() {
        var endpoints = new TreeSet<String>();
        context.getBeansOfType(RequestMappingInfoHandlerMapping.class).values().forEach(mapping ->
            mapping.getHandlerMethods().keySet().stream().filter(info -> !info.getMethodsCondition().getMethods().isEmpty())
                .forEach(info -> endpoints.addAll(ClosedToStrangersTest.endpoints(info))));
        endpoints.removeIf(endpoint -> endpoint.contains(" /api/") || !WRITING.contains(endpoint.substring(0, endpoint.indexOf(' '))));
        assertThat(endpoints).isEmpty();
    }

    @Test
    void everyResourceOfTheEngine() {
        guarded(ClosedToStrangersTest.endpoints("/engine-rest", ClosedToStrangersTest.classes(rest)));
    }

    @Test
    void everyResourceOfTheWebapps() {
        var endpoints = new TreeSet<String>();
        endpoints.addAll(ClosedToStrangersTest.endpoints("/camunda/api/admin", ClosedToStrangersTest.classes(new AdminApplication())));
        endpoints.addAll(ClosedToStrangersTest.endpoints("/camunda/api/cockpit", ClosedToStrangersTest.classes(new CockpitApplication())));
        endpoints.addAll(ClosedToStrangersTest.endpoints("/camunda/api/tasklist", ClosedToStrangersTest.classes(new TasklistApplication())));
        endpoints.addAll(ClosedToStrangersTest.endpoints("/camunda/api/welcome", ClosedToStrangersTest.classes(new WelcomeApplication())));
        endpoints.addAll(ClosedToStrangersTest.endpoints("/camunda/api/engine", ClosedToStrangersTest.classes(new EngineRestApplication())));
        guarded(endpoints);
    }

    private void guarded(Set<String> endpoints) {
        var open = new ArrayList<String>();
        var writing = endpoints.stream().filter(endpoint -> WRITING.contains(endpoint.substring(0, endpoint.indexOf(' '))) && !EXCEPT.contains(endpoint)).toList();
        assertThat(writing).isNotEmpty();
        for (var endpoint : writing) {
            var method = endpoint.substring(0, endpoint.indexOf(' '));
            var admin = Http.basic(port, "admin");
            var answer = admin.send(admin.request(endpoint.substring(method.length() + 1).replace("/engine/engine/1", "/engine/engine/default")
                    .replace("/plugin/base/1", "/plugin/base/default")).header("Content-Type", "application/json")
                .method(method, BodyPublishers.ofString("{\"a\": \"(S) The door is open.\"}")));
            boolean stopped = answer.statusCode() == 400 && answer.body().contains("looks like a marking");
            boolean closed = answer.statusCode() == 403;
            if (!stopped && !closed) {
                open.add(endpoint + " " + answer.statusCode());
            }
        }
        assertThat(open).isEmpty();
    }
}
