package org.eoworkflow.order;

import java.io.StringReader;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.error.MarkedYAMLException;
import org.yaml.snakeyaml.error.YAMLException;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;

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
        return new CatalogueReader().readAll(files, models);
    }

    private Catalogue readAll(List<SourceText> files, List<SourceText> modelFiles) {
        List<Section> sections = files.stream().map(this::parse).filter(Objects::nonNull).toList();
        problems.throwIfAny();   // what a broken file defines would be missed everywhere else

        var agencies = new Agencies();
        sections.forEach(agencies::read);
        agencies.checkParents();

        var models = new Models(modelFiles, problems);
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
        problems.throwIfAny();
        return new Catalogue(orders, agencies.all(), agencies.bound());
    }

    private Section parse(SourceText file) {
        try {
            Node root = new Yaml(new LoaderOptions()).compose(new StringReader(file.text()));
            if (root instanceof MappingNode mapping) {
                boolean order = file.text().lines().anyMatch(line -> line.startsWith("order:"));
                var section = new Section(file.name(), order ? "order" : "the file", mapping, problems, KEYS);
                versions.put(section, file.version());
                return section;
            }
            problems.add(file.name(), 1, root == null ? "the file is empty." : "the file is no mapping of keys to values.");
        } catch (MarkedYAMLException e) {
            problems.add(file.name(), e.getProblemMark().getLine() + 1, "is no valid YAML: " + e.getProblem() + ".");
        } catch (YAMLException e) {
            problems.add(file.name(), 1, "is no valid YAML: " + e.getMessage().lines().findFirst().orElse("unreadable") + ".");
        }
        return null;
    }
}
