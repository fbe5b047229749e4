package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.text.PDFTextStripper;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.ResourcePatternResolver;

/** BOD 26-04 as the demonstration offers it, released by the people of CISA and DHS. The number is another, since others release it, too. */
@EngineTest
class DemonstrationTest {

    private static final Path PICTURES = Path.of("target", "documents");

    @Autowired DirectiveStory stories;
    @Autowired ReleasedDirectives directives;
    @Autowired Catalogue catalogue;
    @Autowired ResourcePatternResolver resources;

    @Test
    void theDemonstrationsTemplateMakesADirectiveThatAgenciesCanRead() throws IOException {
        var template = new DirectiveTemplates(new DirectiveSettings("", "classpath*:orders/templates/*.yaml"), catalogue, resources, true)
            .find("bod-26-04").orElseThrow();
        var directive = stories.begin();
        directive.analyze(Map.of());
        String number = DirectiveStory.freshNumber();
        directive.fill(template, Map.of("directiveNumber", number, "supersedes",
            DirectiveStory.freshNumber() + ", " + DirectiveStory.freshNumber()));
        directive.counselClears();
        directive.everybodyConcurs();
        directive.approve();
        directive.sign();

        var key = DirectiveNumber.read(number).orElseThrow();
        assertThat(directives.find(key).orElseThrow().agencies()).hasSize(catalogue.boundAgencies().size());
        var document = directives.directive(key).orElseThrow();
        var guidance = directives.guidance(key).orElseThrow();
        keep(key.slug(), document.pdf());
        keep(key.slug() + "-guidance", guidance.pdf());
        assertThat(text(document.pdf())).contains("Binding Operational Directive " + number.substring(4), "Prioritizing Security Updates Based on Risk",
            "Cybersecurity and Infrastructure Security Agency", "Department of Homeland Security", "44 U.S.C. 3553(b)(2)",
            "Immediately", "Within 60 calendar days", "Within 180 calendar days", "3 days and forensic triage", "next upgrade",
            "Signed for the Secretary of Homeland Security", "dhs.approver", "not the wording of the directive that CISA issued");
        assertThat(text(guidance.pdf())).contains("Implementation guidance", "recommended and not required", "Where published sources disagree",
            "August 7, 2026: a FedRAMP notice");
    }

    private static String text(byte[] pdf) throws IOException {
        try (var document = Loader.loadPDF(pdf)) {
            return new PDFTextStripper().getText(document).replaceAll("\\s+", " ");
        }
    }

    private static void keep(String name, byte[] pdf) throws IOException {
        Files.createDirectories(PICTURES);
        Files.write(PICTURES.resolve(name + ".pdf"), pdf);
    }
}
