package org.eoworkflow.model;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.camunda.bpm.model.bpmn.Bpmn;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;
import org.eoworkflow.model.Trace.Coverage;
import org.eoworkflow.model.Traceability.Gap;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.CatalogueFiles;
import org.eoworkflow.order.ExecutiveOrder;
import org.junit.jupiter.api.Test;

/** From clause to element, and what is said of a clause that has none. */
class TraceabilityTest {

    private final Catalogue catalogue = CatalogueFiles.read();
    private final ExecutiveOrder order = catalogue.order("eo-14409");
    private final List<ProcessModel> models = DeployedModels.all();

    @Test
    void everyClauseOfTheOrderIsSomewhere() {
        var traces = new Traceability(models, Proof.packaged()).of(order);
        assertThat(traces).extracting(Trace::clause).hasSize(44).doesNotHaveDuplicates();
        assertThat(traces).filteredOn(trace -> trace.coverage() == Coverage.UNCOVERED).isEmpty();
        assertThat(traces).filteredOn(trace -> trace.coverage() == Coverage.KEPT).extracting(Trace::clause).contains("C-01", "C-02", "C-03");
        assertThat(trace(traces, "C-18")).satisfies(trace -> {
            assertThat(trace.coverage()).isEqualTo(Coverage.MODELLED);
            assertThat(trace.elements()).extracting(Trace.Step::element).contains("DraftDirective", "SignDirective", "ReleaseDirective");
            assertThat(trace.evidence()).contains("any kind, at its certification");
        });
        assertThat(trace(traces, "C-09").processes()).as("processes of no order count, too")
            .containsExactly("BenchmarkMaintenance", "FrontierBenchmarking", "ReportCapabilityShift");
    }

    @Test
    void aClauseThatOnlyTheTrackingProcessFollowsIsCountedAsTracked() {
        var tracked = CatalogueFiles.read(text -> text.replace("    process: GrantIdentification\n", "")).order("eo-14409");
        var without = models.stream().filter(model -> !model.key().equals("GrantIdentification")).toList();
        var traceability = new Traceability(without, proof(without));
        assertThat(trace(traceability.of(tracked), "C-29").coverage()).isEqualTo(Coverage.TRACKED);
        assertThat(traceability.gaps(tracked)).noneMatch(gap -> gap.clause().equals("C-29"));
    }

    @Test
    void aClauseThatNobodyCoversIsNamed() {
        var without = without("C-16");
        assertThat(new Traceability(without, proof(without)).gaps(order)).extracting(Gap::message).containsExactly("order 'eo-14409': clause 'C-16' is carried out by no element "
            + "of a model. Set the property 'clause' on the element that does it, leave its directive to 'TrackedDirective', or say by 'keptBy' which check keeps it.");
    }

    @Test
    void aClauseWhoseElementsNoTestWalksIsNamed() {
        var proof = proof(models);
        proof.tests().keySet().removeIf(element -> element.startsWith("DodSystemsDefense "));
        assertThat(new Traceability(models, proof).gaps(order)).singleElement().extracting(Gap::message).asString()
            .startsWith("order 'eo-14409': clause 'C-17' is carried out by elements that no test walks: 'AssessPosture' of 'DodSystemsDefense', ");
        assertThat(new Traceability(models, new Proof(List.of(), new TreeMap<>(), new TreeMap<>(), new TreeMap<>())).gaps(order))
            .as("an order of somebody else's, whose tests are not in this build").isEmpty();
    }

    @Test
    void aLimitThatNoTestKeepsIsNamed() {
        var proof = proof(models);
        proof.checks().remove("C-03");
        assertThat(new Traceability(models, proof).gaps(order)).extracting(Gap::message)
            .containsExactly("order 'eo-14409': clause 'C-03' is kept by a check, but no test says that it keeps it.");
    }

    @Test
    void anUnknownClauseIsNamedWithItsPlace() {
        var model = Bpmn.createExecutableProcess("Wrong").startEvent().userTask("DraftPlan").endEvent().done();
        DeployedModels.property(model, "DraftPlan", "clause", "C-99");
        assertThat(catalogue.misfits("wrong.bpmn", Bpmn.convertToString(model))).singleElement().satisfies(misfit -> {
            assertThat(misfit.line()).isGreaterThan(1);
            assertThat(misfit.message()).isEqualTo("element 'DraftPlan' names clause 'C-99', which no order has. Did you mean 'C-09'?");
        });
    }

    @Test
    void thePageTellsWhatIsTrackedOnly() {
        var page = TraceabilityPage.of(order, new Traceability(models, proof(models)).of(order));
        assertThat(page).contains("| 5 | tracked, not modelled |", "| C-07 | obligation |", "`ObligationReview`", "## C-18", "`ReleaseDirective` | `SomeTest`");
    }

    // --- small parts

    private static Trace trace(List<Trace> traces, String clause) {
        return traces.stream().filter(trace -> trace.clause().equals(clause)).findFirst().orElseThrow();
    }

    /** As if a test walked every element and kept every limit. */
    private static Proof proof(List<ProcessModel> models) {
        var tests = new TreeMap<String, String>();
        models.forEach(model -> model.all(FlowNode.class).forEach(element -> tests.put(model.key() + ' ' + element.getId(), "SomeTest")));
        return new Proof(List.of("eo-14409"), tests, new TreeMap<>(Map.of("C-01", List.of("SomeTest"), "C-02", List.of("SomeTest"), "C-03", List.of("SomeTest"),
            "C-04", List.of("SomeTest"))), new TreeMap<>());
    }

    private List<ProcessModel> without(String clause) {
        var changed = DeployedModels.all();
        changed.forEach(model -> model.all(FlowNode.class).stream().filter(element -> ProcessModel.clauses(element).contains(clause)).forEach(element ->
            element.getExtensionElements().getElementsQuery().filterByType(CamundaProperties.class).list().forEach(properties ->
                properties.getCamundaProperties().stream().filter(property -> "clause".equals(property.getCamundaName()))
                    .forEach(property -> property.setCamundaName("formerly")))));
        return changed;
    }
}
