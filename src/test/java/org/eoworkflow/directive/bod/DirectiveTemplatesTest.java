package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.eoworkflow.order.Agency;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.core.io.support.ResourcePatternResolver;

@EngineTest
class DirectiveTemplatesTest {

    @Autowired DirectiveTemplates templates;
    @Autowired Catalogue catalogue;
    @Autowired ResourcePatternResolver resources;
    @TempDir Path folder;

    @Test
    void theDemonstrationsTemplateIsOfferedInTheDemonstrationOnly() throws IOException {
        assertThat(templates.find("bod-26-04")).isEmpty();
        assertThat(read(true, "classpath*:orders/templates/*.yaml").find("bod-26-04")).get()
            .satisfies(template -> assertThat(template.number()).hasValue(new DirectiveNumber("BOD", 26, 4)));
    }

    @Test
    void anAgencyPutsItsOwnTemplatesIntoAFolder() throws IOException {
        write("template: edge\nname: Edge devices\nscopeAgencies: all\ndirectiveTitle: Edge Devices\n");

        assertThat(read(false, "file:" + folder + "/*.yaml").find("edge")).get().satisfies(template -> {
            assertThat(template.name()).isEqualTo("Edge devices");
            assertThat(template.values()).containsEntry("directiveTitle", "Edge Devices")
                .containsEntry("scopeAgencies", catalogue.boundAgencies().stream().map(Agency::id).toList());
        });
        assertThat(read(false, "file:" + folder + "/none/*.yaml").all()).isEmpty();
    }

    @ParameterizedTest(name = "{1}")
    @CsvSource(delimiter = '|', value = {
        "name: Without an id|needs a 'template' id",
        "template: a|needs a 'name'",
        "template: a~name: A~titel: Wrong|has 'titel', which is no field of a directive",
        "template: a~name: A~actions: none|must have a list under 'actions'",
        "template: a~name: A~background: 3|must have a text under 'background'",
        "just text|is no directive template",
        "a: [|is no YAML: line"})
    void aWrongTemplateStopsTheStartWithItsFile(String yaml, String message) throws IOException {
        write(yaml.replace('~', '\n'));

        assertThatThrownBy(() -> read(false, "file:" + folder + "/*.yaml")).hasMessageContaining("own.yaml").hasMessageContaining(message);
    }

    private void write(String yaml) throws IOException {
        Files.writeString(folder.resolve("own.yaml"), yaml);
    }

    private DirectiveTemplates read(boolean demonstration, String pattern) throws IOException {
        return new DirectiveTemplates(new DirectiveSettings("", pattern), catalogue, resources, demonstration);
    }
}
