package org.eoworkflow.model;

import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.camunda.bpm.model.bpmn.instance.FlowNode;
import org.eoworkflow.model.Trace.Coverage;
import org.eoworkflow.model.Trace.Step;
import org.eoworkflow.order.Clause;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.platform.ElementProperties;

/** From each clause of an order to the elements of the models that carry it out, and to the tests and the evidence that show it. */
public final class Traceability {

    /** What people add when they certify a clause. */
    private static final String AT_CERTIFICATION = "any kind, at its certification";

    private final List<Bound> models;
    private final Proof proof;

    /** What of a model is bound to clauses: read once, since each question goes through all models. */
    private record Bound(ProcessModel model, String key, Optional<String> order, Map<String, List<FlowNode>> elements) {

        static Bound of(ProcessModel model) {
            var elements = new HashMap<String, List<FlowNode>>();
            model.flowNodes().forEach(element -> ProcessModel.clauses(element).stream().distinct()
                .forEach(clause -> elements.computeIfAbsent(clause, named -> new ArrayList<>()).add(element)));
            return new Bound(model, model.key(), model.order(), elements);
        }
    }

    /** Shown by what the tests of the build have walked. */
    public Traceability(Collection<ProcessModel> models) {
        this(models, Proof.packaged());
    }

    Traceability(Collection<ProcessModel> models, Proof proof) {
        this.models = models.stream().map(Bound::of).sorted(Comparator.comparing(Bound::key)).toList();
        this.proof = proof;
    }

    /** Clause by clause, in the order of the catalogue. */
    List<Trace> of(ExecutiveOrder order) {
        return order.clauses().stream().map(clause -> of(order, clause)).toList();
    }

    private Trace of(ExecutiveOrder order, Clause clause) {
        Directive directive = clause.directive() == null ? null : order.directive(clause.directive());
        boolean tracked = directive != null && directive.processKey().equals(Directive.TRACKED);
        List<Step> steps = new ArrayList<>();
        for (Bound bound : models) {
            // a process of no order serves those whose directives have processes of their own
            if (bound.order().map(order.id()::equals).orElse(!tracked)) {
                bound.elements().getOrDefault(clause.id(), List.of()).forEach(element -> steps.add(step(bound.model(), element, clause)));
            }
        }
        return new Trace(clause.id(), clause.summary(), clause.kind().text(), clause.citation(), clause.directive(), coverage(clause, directive, tracked, steps),
            clause.keptBy(), proof.orders().contains(order.id()) ? proof.checks(clause.id()) : List.of(), steps, evidence(clause, directive, steps));
    }

    private Step step(ProcessModel model, FlowNode element, Clause clause) {
        List<String> evidence = new ArrayList<>(proof.evidence(clause.id(), element.getId()));
        ElementProperties.of(element, "evidence").ifPresent(evidence::add);
        return new Step(model.key(), model.name(), element.getId(), ProcessModel.name(element), evidence, proof.test(model.key(), element.getId()));
    }

    private static Coverage coverage(Clause clause, Directive directive, boolean tracked, List<Step> steps) {
        if (!steps.isEmpty()) {
            return Coverage.MODELLED;
        }
        if (clause.keptBy() != null) {
            return Coverage.KEPT;
        }
        return tracked || directive != null && directive.continues().contains(clause.id()) ? Coverage.TRACKED : Coverage.UNCOVERED;
    }

    private static List<String> evidence(Clause clause, Directive directive, List<Step> steps) {
        Set<String> kinds = new LinkedHashSet<>();
        steps.forEach(step -> kinds.addAll(step.evidence()));
        if (directive != null && directive.clauses().contains(clause.id()) && clause.kind() != Clause.Kind.ADVICE) {
            kinds.add(AT_CERTIFICATION);
        }
        return List.copyOf(kinds);
    }

    /**
     * What is missing of a clause, in words.
     *
     * @param directive in whose care the clause is, or null
     */
    public record Gap(String clause, String directive, String message) {

        private Gap(Trace trace, String message) {
            this(trace.clause(), trace.directive(), message);
        }
    }

    /** What is missing: a clause that nobody covers, and one that no test shows, as far as the build answers for the order. */
    public List<Gap> gaps(ExecutiveOrder order) {
        List<Gap> gaps = new ArrayList<>();
        for (Trace trace : of(order)) {
            if (trace.coverage() == Coverage.UNCOVERED) {
                gaps.add(new Gap(trace, ("order '%s': clause '%s' is carried out by no element of a model. Set the property 'clause' on the element that does it, "
                    + "leave its directive to 'TrackedDirective', or say by 'keptBy' which check keeps it.").formatted(order.id(), trace.clause())));
            } else if (proof.orders().contains(order.id())) {
                untested(trace).forEach(gap -> gaps.add(new Gap(trace, "order '%s': clause '%s' %s".formatted(order.id(), trace.clause(), gap))));
            }
        }
        return gaps;
    }

    private static List<String> untested(Trace trace) {
        if (trace.coverage() == Coverage.KEPT && trace.checks().isEmpty()) {
            return List.of("is kept by a check, but no test says that it keeps it.");
        }
        if (trace.coverage() == Coverage.MODELLED && trace.elements().stream().allMatch(step -> step.test() == null)) {
            return List.of("is carried out by elements that no test walks: %s.".formatted(trace.elements().stream()
                .map(step -> "'%s' of '%s'".formatted(step.element(), step.process())).collect(Collectors.joining(", "))));
        }
        return List.of();
    }
}
