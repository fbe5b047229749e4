package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Page;
import com.microsoft.playwright.Page.AddScriptTagOptions;
import com.microsoft.playwright.Page.AddStyleTagOptions;
import com.microsoft.playwright.Page.ScreenshotOptions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.eoworkflow.browser.Chromium;
import org.junit.jupiter.api.Test;

/**
 * Draws each model as designers see it, at 100 %, into {@code docs/images/models}: {@code mvn -Ppictures test}.
 * Needs Chromium like the tests in a browser.
 */
class ModelPictures {

    private static final Path PICTURES = Path.of("docs", "images", "models");
    private static final String BPMN_JS = "META-INF/resources/webjars/bpmn-js/8.0.0/dist/";
    private static final int MARGIN = 20;
    /** Room for the mark of bpmn.io, which its license wants to be seen. */
    private static final int FOOT = 40;

    private static final String IMPORT = """
        async xml => {
          document.getElementById('canvas').innerHTML = '';
          window.viewer = new window.BpmnJS({ container: '#canvas' });
          const { warnings } = await window.viewer.importXML(xml);
          const canvas = window.viewer.get('canvas');
          const { inner } = canvas.viewbox();
          return { process: canvas.getRootElement().id, x: inner.x, y: inner.y, width: inner.width, height: inner.height,
            warnings: warnings.map(warning => warning.message) };
        }""";
    private static final String PLACE = """
        box => {
          const canvas = window.viewer.get('canvas');
          canvas.resized();
          canvas.viewbox(box);
        }""";

    @Test
    void draw() throws IOException {
        Files.createDirectories(PICTURES);
        try (Page page = Chromium.browser().newPage()) {
            page.setContent("<body style='margin: 0'><div id='canvas' style='width: 100vw; height: 100vh'></div></body>");
            page.addStyleTag(new AddStyleTagOptions().setContent(resource("assets/diagram-js.css")));
            page.addScriptTag(new AddScriptTagOptions().setContent(resource("bpmn-viewer.production.min.js")));
            for (var model : models()) {
                draw(page, model);
            }
        }
    }

    @SuppressWarnings("unchecked")
    private static void draw(Page page, Path model) throws IOException {
        var drawn = (Map<String, Object>) page.evaluate(IMPORT, Files.readString(model));
        assertThat((List<String>) drawn.get("warnings")).as("%s is drawn without a warning", model).isEmpty();
        double width = number(drawn, "width") + 2 * MARGIN;
        double height = number(drawn, "height") + 2 * MARGIN + FOOT;
        page.setViewportSize((int) Math.ceil(width), (int) Math.ceil(height));
        page.evaluate(PLACE, Map.of("x", number(drawn, "x") - MARGIN, "y", number(drawn, "y") - MARGIN, "width", width, "height", height));
        page.screenshot(new ScreenshotOptions().setPath(PICTURES.resolve(drawn.get("process") + ".png")));
    }

    private static double number(Map<String, Object> values, String name) {
        return ((Number) values.get(name)).doubleValue();
    }

    private static String resource(String name) throws IOException {
        try (var content = ModelPictures.class.getClassLoader().getResourceAsStream(BPMN_JS + name)) {
            assertThat(content).as("bpmn-js is there with the profile 'pictures' only").isNotNull();
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }
}
