package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.yaml.snakeyaml.Yaml;

/** Each directive of the order has a page, and each page the pictures and pages it refers to. */
class DirectivePagesTest {

    private static final Path DOCS = Path.of("docs");
    private static final Pattern PICTURE = Pattern.compile("!\\[[^]]*]\\(([^)]+)\\)");
    private static final Pattern PAGE = Pattern.compile("(?<!!)\\[[^]]*]\\(([^):#]+\\.md)[^)]*\\)");

    @TempDir
    private Path folder;

    @Test
    void everyDirectiveOfTheOrderHasAPage() throws IOException {
        assertThat(withoutPage(DOCS, directives())).as("directives without a page in docs/directives/README.md").isEmpty();
    }

    @Test
    void everyPictureAndPageThatIsReferredToExists() throws IOException {
        assertThat(dead(DOCS)).as("pictures and pages that do not exist").isEmpty();
    }

    @Test
    void everyModelHasAPicture() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            var without = new ArrayList<String>();
            for (var file : files.filter(path -> path.toString().endsWith(".bpmn")).toList()) {
                var process = Pattern.compile("<bpmn:process id=\"(\\w+)\"").matcher(Files.readString(file));
                if (!process.find() || !Files.exists(DOCS.resolve("images/models/" + process.group(1) + ".png"))) {
                    without.add(file.toString());
                }
            }
            assertThat(without).as("models without a picture: draw them by mvn -Ppictures test").isEmpty();
        }
    }

    @Test
    void whatIsMissingIsNamed() throws IOException {
        var pages = Files.createDirectories(folder.resolve("directives"));
        Files.writeString(pages.resolve("README.md"), "| `listed` | [Listed](listed.md) |\n| `gone` | [Gone](gone.md) |\n");
        Files.writeString(pages.resolve("listed.md"), "![Listed](../images/models/Listed.png)");

        assertThat(withoutPage(folder, List.of("listed", "gone", "forgotten"))).containsExactly("gone", "forgotten");
        assertThat(dead(folder)).containsExactlyInAnyOrder("directives/README.md: gone.md", "directives/listed.md: ../images/models/Listed.png");
    }

    @SuppressWarnings("unchecked")
    private static List<String> directives() throws IOException {
        Map<String, Object> order = new Yaml().load(Files.readString(Path.of("orders", "eo-14409.yaml")));
        return ((List<Map<String, Object>>) order.get("directives")).stream().map(directive -> (String) directive.get("id")).toList();
    }

    /** Directives that no line of the index names together with a page that is there. */
    private static List<String> withoutPage(Path docs, List<String> directives) throws IOException {
        var index = Files.readAllLines(docs.resolve("directives/README.md"));
        return directives.stream().filter(directive -> index.stream().filter(line -> line.contains("`" + directive + "`"))
            .flatMap(line -> PAGE.matcher(line).results()).noneMatch(page -> Files.exists(docs.resolve("directives").resolve(page.group(1))))).toList();
    }

    private static List<String> dead(Path docs) throws IOException {
        var dead = new ArrayList<String>();
        try (Stream<Path> files = Files.walk(docs)) {
            for (var page : files.filter(path -> path.toString().endsWith(".md")).sorted().toList()) {
                var text = Files.readString(page);
                Stream.concat(PICTURE.matcher(text).results(), PAGE.matcher(text).results()).map(link -> link.group(1))
                    .filter(link -> !link.contains("://") && !Files.exists(page.resolveSibling(link)))
                    .forEach(link -> dead.add(docs.relativize(page) + ": " + link));
            }
        }
        return dead;
    }
}
