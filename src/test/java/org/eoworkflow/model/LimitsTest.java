package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.regex.Pattern;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.dmn.Dmn;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;

/** The order's limits, kept by every model there is: C-01 and C-15, no licensing, preclearance or permitting. */
@Keeps({"C-01", "C-15"})
class LimitsTest {

    /** What a form may not ask for. Who checks that a text is free of licensing is asked about it by name. */
    private static final Pattern ASKED_FOR = Pattern.compile("(?i)\\b(licen[cs]e|permit|clearance|preclearance) (number|no\\.|id)\\b"
        + "|\\b(apply|application|request) for (a |the )?(licen[cs]e|permit|preclearance|permission)\\b|\\bpermission to (develop|publish|release|distribute)");

    @Test
    void noStepLicensesPreclearsOrPermits() {
        assertThat(DeployedModels.findings(LimitsTest::licensing)).as("elements that license, preclear or permit").isEmpty();
    }

    @Test
    void noTableLicensesPreclearsOrPermits() {
        var found = new ArrayList<String>();
        DeployedModels.tables().forEach((file, words) -> words.stream().filter(LicensingTerms::areIn).forEach(text -> found.add(file + ": " + text)));
        assertThat(found).as("tables that license, preclear or permit").isEmpty();
        var wrong = Dmn.readModelFromStream(new ByteArrayInputStream("""
            <definitions xmlns="https://www.omg.org/spec/DMN/20191111/MODEL/" id="d" name="d" namespace="n"><decision id="release" name="Release">
            <decisionTable id="t"><output id="o" label="Answer" name="answer" typeRef="string"/><rule id="r"><outputEntry id="e"><text>"permit"</text></outputEntry></rule>
            </decisionTable></decision></definitions>""".getBytes(StandardCharsets.UTF_8)));
        assertThat(DeployedModels.words(wrong)).filteredOn(LicensingTerms::areIn).containsExactly("\"permit\"");
    }

    @Test
    void noFormAsksForALicenseAPermitOrPreclearance() {
        var found = new ArrayList<String>();
        DeployedModels.forms().forEach((id, form) -> found.addAll(asked(id, form)));
        assertThat(found).as("fields that ask for a license, a permit or preclearance").isEmpty();
    }

    @Test
    void theRuleFindsWhatItIsFor() {
        assertThat(List.of("License model", "Pre-clear release", "PreclearRelease", "Permit publication", "Permission to release the model",
            "Pre clear the model", "Pre\u2011clear the model", "Pre\u00adclear the model", "\uff30reclear the model", "PreClearModel", "IssuePermit", "Give clearance to release"))
            .allMatch(LicensingTerms::areIn);
        assertThat(List.of("Sign directive", "Verify permission of the asset owner", "Clear draft", "SharePreparedDraft", "SharePrecedent")).noneMatch(LicensingTerms::areIn);
    }

    @Test
    void aWrongModelAndAWrongFormAreFound() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent("Asked").userTask("ReviewModel").name("Review model").endEvent("Reviewed").done();
        assertThat(licensing(DeployedModels.wrong(model))).isEmpty();
        assertThat(licensing(DeployedModels.documented(model, "ReviewModel", "Say whether the model is licensed.")))
            .containsExactly("wrong.bpmn: element 'ReviewModel': Say whether the model is licensed.");
        assertThat(asked("wrong", DeployedModels.form("{'type':'textfield','key':'permitNumber','label':'Permit number'}"))).hasSize(1);
        assertThat(asked("wrong", DeployedModels.form("{'type':'radio','key':'next','label':'Next','values':[{'label':'Apply for a permit','value':'a'}]}"))).hasSize(1);
        assertThat(asked("right", DeployedModels.form("{'type':'radio','key':'permitFound','label':'Does it require a permit?'}"))).isEmpty();
    }

    private static List<String> licensing(ProcessModel model) {
        return model.all(BaseElement.class).stream().flatMap(element -> ProcessModel.words(element).stream()
            .filter(LicensingTerms::areIn).map(text -> DeployedModels.at(model, element) + ": " + text)).toList();
    }

    private static List<String> asked(String id, JsonNode form) {
        return DeployedModels.components(form).stream().flatMap(DeployedModels::texts)
            .filter(text -> ASKED_FOR.matcher(text).find()).map(text -> "forms/" + id + ".form: " + text).toList();
    }
}
