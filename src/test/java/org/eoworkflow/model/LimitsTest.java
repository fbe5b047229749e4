package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.Documentation;
import org.junit.jupiter.api.Test;

/** The order's limits, kept by every model there is: C-01 and C-15, no licensing, preclearance or permitting. */
class LimitsTest {

    private static final Pattern LICENSING = Pattern.compile("(?i)licen[cs]|pre-?clear|\\bpermit|\\bpermission to (develop|publish|release|distribute)");

    @Test
    void noStepLicensesPreclearsOrPermits() throws IOException {
        var found = new ArrayList<String>();
        for (var file : models()) {
            for (var element : Bpmn.readModelFromFile(file.toFile()).getModelElementsByType(BaseElement.class)) {
                var words = new ArrayList<String>(List.of(String.valueOf(element.getId()), String.valueOf(element.getAttributeValue("name"))));
                element.getChildElementsByType(Documentation.class).forEach(text -> words.add(text.getTextContent()));
                words.stream().filter(text -> LICENSING.matcher(text).find()).forEach(text -> found.add(file + ": " + element.getId() + ": " + text));
            }
        }
        assertThat(found).as("elements that license, preclear or permit").isEmpty();
    }

    @Test
    void theRuleFindsWhatItIsFor() {
        assertThat(List.of("License model", "Pre-clear release", "PreclearRelease", "Permit publication", "Permission to release the model"))
            .allMatch(text -> LICENSING.matcher(text).find());
        assertThat(List.of("Sign directive", "Verify permission of the asset owner", "Clear draft")).noneMatch(text -> LICENSING.matcher(text).find());
    }

    private static List<Path> models() throws IOException {
        try (Stream<Path> files = Files.walk(Path.of("processes"))) {
            return files.filter(file -> file.toString().endsWith(".bpmn")).sorted().toList();
        }
    }
}
