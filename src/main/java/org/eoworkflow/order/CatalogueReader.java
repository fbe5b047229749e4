package org.eoworkflow.order;

import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import org.eoworkflow.platform.yaml.Problems;
import org.eoworkflow.platform.yaml.Section;

/** Reads order files and checks them whole, against each other and against the models. All that is wrong is told at once. */
final class CatalogueReader {

    private static final String[] KEYS = {"order", "title", "number", "signed", "source", "parties", "agencies", "boundAgencies",
        "directives", "clauses"};

    private final Problems problems = new Problems();
    private final Map<Section, String> versions = new IdentityHashMap<>();

    private CatalogueReader() {
    }

    /** The catalogue of these files, or {@link InvalidCatalogue} with everything that is wrong. */
    static Catalogue read(List<SourceText> files, List<SourceText> models) {
        return read(files, models, Set.of());
    }

    /**
     * @param others keys of processes that are there as well, in place of models, and that somebody else checks
     */
    static Catalogue read(List<SourceText> files, List<SourceText> models, Set<String> others) {
        return new CatalogueReader().readAll(files, models, others);
    }

    private Catalogue readAll(List<SourceText> files, List<SourceText> modelFiles, Set<String> others) {
        List<Section> sections = files.stream().map(this::parse).filter(Objects::nonNull).toList();
        problems.throwIfAny(InvalidCatalogue::new);   // what a broken file defines would be missed everywhere else

        var agencies = new Agencies();
        sections.forEach(agencies::read);
        agencies.checkParents();

        var models = new Models(modelFiles, others, problems);
        Map<String, ExecutiveOrder> orders = new LinkedHashMap<>();
        Map<String, Section> places = new LinkedHashMap<>();
        for (Section file : sections) {
            if (!file.has("order")) {
                agencies.checkOnlyAgencies(file);
                continue;
            }
            ExecutiveOrder order = new OrderReader(file, agencies, models).read(versions.get(file));
            Section before = places.putIfAbsent(order.id(), file);
            if (before == null) {
                orders.put(order.id(), order);
            } else {
                file.problem(file.line("order"), "is already defined in %s:%d.".formatted(before.file(), before.line("order")));
            }
        }
        models.checkClauses(orders);
        problems.throwIfAny(InvalidCatalogue::new);
        return new Catalogue(orders, agencies.all(), agencies.bound());
    }

    private Section parse(SourceText file) {
        boolean order = file.text().lines().anyMatch(line -> line.startsWith("order:"));
        Section section = Section.parse(file.name(), order ? "order" : "the file", file.text(), problems, KEYS);
        if (section != null) {
            versions.put(section, file.version());
        }
        return section;
    }
}
