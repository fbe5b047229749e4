package org.eoworkflow.order;

import java.time.LocalDate;
import java.time.Period;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import org.eoworkflow.platform.yaml.Section;
import org.eoworkflow.platform.yaml.Section.Named;
import org.eoworkflow.platform.yaml.Suggestion;

/** Reads one order from its file. */
final class OrderReader {

    private static final String[] DIRECTIVE = {"id", "process", "name", "lead", "through", "jointly", "consults", "coordinates", "involves",
        "deadline", "target", "continuous", "clauses", "continues", "fromAmendment"};
    private static final String[] CLAUSE = {"id", "summary", "citation", "basis", "text", "actor", "verb", "kind", "deadline",
        "deadlineBasis", "target", "continuous", "keptBy"};
    private static final List<String> BASES = List.of("order", "summary", "public reports");
    private static final List<String> KINDS = Arrays.stream(Clause.Kind.values()).map(Clause.Kind::text).toList();

    private final Section file;
    private final Agencies agencies;
    private final Models models;
    private final Map<String, Section> parties = new LinkedHashMap<>();
    private final Map<String, Section> directives = new LinkedHashMap<>();
    private final Map<String, Section> clauses = new LinkedHashMap<>();
    private final Map<String, String> careOf = new LinkedHashMap<>();

    OrderReader(Section file, Agencies agencies, Models models) {
        this.file = file;
        this.agencies = agencies;
        this.models = models;
    }

    /**
     * @param version of the file
     */
    ExecutiveOrder read(String version) {
        index(file.sections("parties", "party", "id", "name"), parties, "developers");
        index(file.sections("clauses", "clause", CLAUSE), clauses, null);
        index(file.sections("directives", "directive", DIRECTIVE), directives, "grant-identification");

        List<Directive> allDirectives = directives.values().stream().map(this::directive).toList();
        List<Clause> allClauses = clauses.values().stream().map(this::clause).toList();
        checkDeadlines(allDirectives, allClauses);
        if (allDirectives.isEmpty()) {
            file.problem(file.line("directives"), "has no directives.");
        }
        return new ExecutiveOrder(file.id("order", "eo-14409"), file.required("title"), file.required("number"), signed(), source(),
            version, agencies.of(file), allDirectives, allClauses);
    }

    private LocalDate signed() {
        file.required("signed");
        return file.date("signed");
    }

    private ExecutiveOrder.Source source() {
        Section source = file.section("source", "title", "date", "kind");
        return source == null ? null : new ExecutiveOrder.Source(source.required("title"), source.date("date"), source.text("kind"));
    }

    private void index(List<Section> sections, Map<String, Section> byId, String kebabExample) {
        for (Section section : sections) {
            String id = kebabExample == null ? section.required("id") : section.id("id", kebabExample);
            if (id.isEmpty()) {
                continue;
            }
            Section before = byId.putIfAbsent(id, section);
            if (before != null) {
                section.problem(section.line("id"), "is already there in line %d.".formatted(before.line("id")));
            }
        }
    }

    // --- directives

    private Directive directive(Section section) {
        String process = section.text("process");
        models.checkProcess(section, process);
        if (section.has("deadline") && section.has("target")) {
            section.problem(section.line("target"), "has both a deadline and a target. "
                + "A target is for work to which the order gives no deadline.");
        } else if (!section.has("deadline") && !section.has("target")) {
            section.problem(section.line("id"), "has neither a deadline nor a target. Give the order's deadline, or a planning target.");
        }
        Period deadline = section.period("deadline");
        Period target = section.period("target");
        models.checkDeadline(section, process, deadline == null ? target : deadline);
        section.required("lead");
        return new Directive(section.text("id"), process, section.required("name"), agency(section, "lead", "has the lead"),
            agency(section, "through", "acts through"), agencyIds(section, "jointly", "acts jointly with"),
            agencyIds(section, "consults", "consults"), agencyIds(section, "coordinates", "coordinates with"),
            agencyIds(section, "involves", "involves"), deadline, target, section.flag("continuous"),
            clauseIds(section, "clauses"), clauseIds(section, "continues"), section.flag("fromAmendment"));
    }

    private String agency(Section section, String key, String how) {
        agencies.check(section, how, section.named(key));
        return section.text(key);
    }

    private List<String> agencyIds(Section section, String key, String how) {
        List<Named> names = section.names(key);
        names.forEach(name -> agencies.check(section, how, name));
        return names.stream().map(Named::id).toList();
    }

    private List<String> clauseIds(Section directive, String key) {
        List<Named> names = directive.names(key);
        for (Named clause : names) {
            if (!clauses.containsKey(clause.id())) {
                directive.problem(clause.line(), "names clause '%s', which the order does not have.%s".formatted(clause.id(),
                    Suggestion.didYouMean(clause.id(), clauses.keySet())));
            }
            String before = careOf.putIfAbsent(clause.id(), directive.text("id"));
            if (before != null) {
                directive.problem(clause.line(), "names clause '%s', which is already in the care of directive '%s'."
                    .formatted(clause.id(), before));
            }
        }
        return names.stream().map(Named::id).toList();
    }

    // --- clauses

    private Clause clause(Section section) {
        String id = section.text("id");
        String directive = careOf.get(id);
        String keptBy = section.text("keptBy");
        if (directive == null && keptBy == null) {
            section.problem(section.line("id"), "belongs to no directive. "
                + "List it under the 'clauses' or 'continues' of one, or say with 'keptBy' which check keeps it.");
        }
        section.required("kind");
        section.required("basis");
        String kind = section.oneOf("kind", KINDS);
        return new Clause(id, section.required("summary"), section.text("citation"), section.oneOf("basis", BASES), section.text("text"),
            actors(section), section.required("verb"), kind == null ? null : Clause.Kind.valueOf(kind.toUpperCase(Locale.ROOT)),
            section.period("deadline"), section.oneOf("deadlineBasis", BASES), section.period("target"), section.flag("continuous"),
            directive, keptBy);
    }

    private List<String> actors(Section clause) {
        List<Named> names = clause.namesOrOne("actor");
        if (names.isEmpty()) {
            clause.problem(clause.line("actor"), "has no 'actor'.");
        }
        Set<String> known = new LinkedHashSet<>(agencies.all().keySet());
        known.addAll(parties.keySet());
        for (Named name : names) {
            if (!known.contains(name.id())) {
                clause.problem(name.line(), "has the actor '%s', which is no agency or party of the catalogue.%s"
                    .formatted(name.id(), Suggestion.didYouMean(name.id(), known)));
            }
        }
        return names.stream().map(Named::id).toList();
    }

    private void checkDeadlines(List<Directive> all, List<Clause> allClauses) {
        for (Clause clause : allClauses) {
            all.stream().filter(directive -> directive.clauses().contains(clause.id())).forEach(directive -> {
                if (clause.deadline() != null && !clause.deadline().equals(directive.deadline())) {
                    Section section = clauses.get(clause.id());
                    section.problem(section.line("deadline"), "has the deadline %s, but its directive '%s' has %s."
                        .formatted(clause.deadline(), directive.id(), directive.deadline() == null ? "none" : directive.deadline()));
                }
            });
        }
    }
}
