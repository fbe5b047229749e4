package org.eoworkflow.bench;

import jakarta.servlet.Filter;
import jakarta.servlet.FilterChain;
import jakarta.servlet.ServletException;
import jakarta.servlet.ServletRequest;
import jakarta.servlet.ServletResponse;
import java.io.IOException;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.eoworkflow.security.spill.SpillGuard;
import org.eoworkflow.support.Http;
import org.eoworkflow.support.SampleFiles;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.config.BeanPostProcessor;
import org.springframework.core.Ordered;
import org.springframework.core.env.Environment;

/** The spill guard: requests with it and without it, and how much text and which files it reads in a second. */
class SpillBench {

    private static final int PAIRS = 40;
    private static final int REQUESTS = 25;
    private static final int ROUNDS = 5;
    private static final String SENTENCE = "The agency(s) named in section 2(S) keep a trade secret, see https://example.gov/a/b (size (S)), and report by Friday. ";

    private static final String PLAIN = "The Secretary shall, within thirty days of the date of this order, submit a report on the state of the systems named above. ";

    @Test
    void requestsTextsAndFiles() throws Exception {
        var guard = new Switched();
        try (var engine = new Engine(true, guard)) {
            engine.repository().createDeployment().addModelInstance("one-step.bpmn", Bpmn.createExecutableProcess("OneStep")
                .camundaHistoryTimeToLiveString("P1D").startEvent().userTask("Prepare").name("Prepare").endEvent().done()).deploy();
            engine.runtime().startProcessInstanceByKey("OneStep", "bench/1", Map.of("order", "bench"));
            var task = engine.bean(TaskService.class).createTaskQuery().processInstanceBusinessKey("bench/1").singleResult().getId();
            var http = Http.browser(engine.bean(Environment.class).getRequiredProperty("local.server.port", Integer.class), "admin");
            var path = "/camunda/api/engine/engine/default/task/" + task;
            requests(guard, "Reading a task", () -> http.get(path));
            requests(guard, "A comment of 500 characters", () -> http.post(path + "/comment/create", "{\"message\":\"" + text(500) + "\"}"));
            requests(guard, "A comment of 4,000 characters", () -> http.post(path + "/comment/create", "{\"message\":\"" + text(4000) + "\"}"));
            reading(engine.bean(SpillGuard.class));
        }
    }

    private static void requests(Switched guard, String what, Supplier<HttpResponse<String>> request) {
        var times = new Medians();
        for (int i = -5; i < PAIRS; i++) {
            guard.on = true;
            double with = milliseconds(request);
            guard.on = false;
            double without = milliseconds(request);
            if (i >= 0) {
                times.add(with, without);
            }
        }
        guard.on = true;
        System.out.println(times.line(what, "ms"));
    }

    private static double milliseconds(Supplier<HttpResponse<String>> request) {
        long start = System.nanoTime();
        for (int i = 0; i < REQUESTS; i++) {
            var answer = request.get();
            if (answer.statusCode() != 200) {
                throw new AssertionError(answer.body());
            }
        }
        return (System.nanoTime() - start) / 1e6 / REQUESTS;
    }

    private static void reading(SpillGuard guard) {
        for (var text : Map.of("Plain text", PLAIN.repeat(5_000_000 / PLAIN.length()), "Text full of slashes and letters in brackets", text(5_000_000)).entrySet()) {
            speed(text.getKey(), text.getValue().getBytes(StandardCharsets.UTF_8), content -> guard.text("bench", null, "The text", new String(content, StandardCharsets.UTF_8)));
        }
        var lines = text(2_000_000).replace(". ", ".\n").lines().toArray(String[]::new);
        var points = new byte[3_000_000];
        new Random(1).nextBytes(points);
        for (var file : Map.of("Picture", SampleFiles.joined(SampleFiles.jpeg(0xfe, "The fence".getBytes(StandardCharsets.UTF_8)), points), "PDF", SampleFiles.pdf(pages(lines)), "DOCX", SampleFiles.docx("Head", "", pages(lines)), "XLSX", SampleFiles.xlsx(lines),
                "PPTX", SampleFiles.pptx(pages(lines)), "Mail with a ZIP file", SampleFiles.eml("x", "a.zip", SampleFiles.packed("a.docx", SampleFiles.docx("", "", pages(lines)))))
                .entrySet()) {
            speed("%s (%,d bytes)".formatted(file.getKey(), file.getValue().length), file.getValue(), content -> guard.file("bench", "a", content));
        }
    }

    private interface Reader {
        void read(byte[] content);
    }

    private static void speed(String what, byte[] content, Reader reader) {
        reader.read(content);
        var times = new ArrayList<Double>();
        for (int i = 0; i < ROUNDS; i++) {
            long start = System.nanoTime();
            reader.read(content);
            times.add((System.nanoTime() - start) / 1e9);
        }
        System.out.printf("%s: median %.0f ms, %.1f MB a second%n", what, Medians.median(times) * 1000, content.length / Medians.median(times) / 1e6);
    }

    private static String text(int length) {
        return SENTENCE.repeat(length / SENTENCE.length() + 1).substring(0, length);
    }

    /** As many lines as a page has. */
    private static String[] pages(String[] lines) {
        return List.of(lines).subList(0, 40).toArray(String[]::new);
    }

    /** Lets the guard's filter be gone round. */
    private static final class Switched implements BeanPostProcessor {

        private volatile boolean on = true;

        @Override
        public Object postProcessAfterInitialization(Object bean, String name) {
            return name.equals("spillFilter") ? new Detour((Filter) bean) : bean;
        }

        private final class Detour implements Filter, Ordered {

            private final Filter filter;

            Detour(Filter filter) {
                this.filter = filter;
            }

            @Override
            public void doFilter(ServletRequest request, ServletResponse response, FilterChain chain) throws IOException, ServletException {
                if (on) {
                    filter.doFilter(request, response, chain);
                } else {
                    chain.doFilter(request, response);
                }
            }

            @Override
            public int getOrder() {
                return 290;
            }
        }
    }
}
