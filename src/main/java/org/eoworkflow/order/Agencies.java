package org.eoworkflow.order;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.eoworkflow.platform.yaml.Section;
import org.eoworkflow.platform.yaml.Suggestion;
import org.eoworkflow.platform.yaml.Section.Named;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.ScalarNode;

/** The agencies of all files. Each is defined once, in whichever file, and named by its id everywhere else. */
final class Agencies {

    private static final String[] KEYS = {"id", "name", "acronym", "mailbox", "parent", "head"};

    private final Map<String, Agency> agencies = new LinkedHashMap<>();
    private final Map<String, Section> places = new LinkedHashMap<>();
    private final Map<Section, List<Named>> listed = new LinkedHashMap<>();
    private final Map<Section, List<Named>> bound = new LinkedHashMap<>();

    /** Reads the agencies that a file defines or names. */
    void read(Section file) {
        listed.put(file, entries(file, "agencies"));
        bound.put(file, entries(file, "boundAgencies"));
    }

    private List<Named> entries(Section file, String key) {
        List<Named> named = new ArrayList<>();
        for (Node entry : file.list(key)) {
            if (entry instanceof ScalarNode id) {
                named.add(new Named(id.getValue(), Section.line(entry)));
            } else if (entry instanceof MappingNode mapping) {
                Section section = file.entry("agency", mapping, KEYS);
                named.add(new Named(define(section), Section.line(entry)));
            } else {
                file.problem(Section.line(entry), "has an entry in '%s' that is neither an id nor an agency.".formatted(key));
            }
        }
        return named;
    }

    private String define(Section section) {
        String id = section.id("id", "usda");
        String name = section.required("name");
        String acronym = section.text("acronym");
        Section head = section.section("head", "title", "mailbox");
        var agency = new Agency(id, name, acronym == null ? name : acronym, mailbox(section), section.text("parent"),
            head == null ? null : new Agency.Head(head.required("title"), mailbox(head)));
        Section before = places.putIfAbsent(id, section);
        if (before == null) {
            agencies.put(id, agency);
        } else if (!id.isEmpty()) {
            section.problem(section.line("id"), "is already defined in %s:%d. Write only its id here."
                .formatted(before.file(), before.line("id")));
        }
        return id;
    }

    private static String mailbox(Section section) {
        String mailbox = section.required("mailbox");
        if (!mailbox.isEmpty() && !mailbox.matches("[^@\\s<>,;\"]+@[^@\\s<>,;\"]+")) {
            section.problem(section.line("mailbox"), "has a mailbox of a wrong form. Write it like 'office@agency.example'.");
        }
        return mailbox;
    }

    /** Checks what the files' agencies say of each other, once all are read. */
    void checkParents() {
        places.values().stream().filter(agency -> agency.has("parent"))
            .forEach(agency -> check(agency, "names the parent", agency.named("parent")));
        listed.forEach((file, names) -> names.forEach(name -> check(file, "lists", name)));
        bound.forEach((file, names) -> names.forEach(name -> check(file, "binds", name)));
    }

    /** A file that is no order may define agencies and nothing else. */
    void checkOnlyAgencies(Section file) {
        for (String key : List.of("title", "number", "signed", "source", "parties", "directives", "clauses")) {
            if (file.has(key)) {
                file.problem(file.line(key), "has '%s' but no 'order'.".formatted(key));
            }
        }
    }

    /** Whether the named agency exists; a problem where it does not. */
    boolean check(Section where, String how, Named agency) {
        if (agency == null || agency.id().isEmpty() || agencies.containsKey(agency.id())) {
            return true;
        }
        where.problem(agency.line(), "%s '%s', which is no agency of the catalogue.%s".formatted(how, agency.id(),
            Suggestion.didYouMean(agency.id(), agencies.keySet())));
        return false;
    }

    Map<String, Agency> all() {
        return agencies;
    }

    /** Those that a file lists under {@code agencies}. */
    List<Agency> of(Section file) {
        return listed.get(file).stream().map(name -> agencies.get(name.id())).filter(agency -> agency != null).toList();
    }

    /** Those that binding operational directives bind. */
    List<Agency> bound() {
        return bound.values().stream().flatMap(List::stream).map(name -> agencies.get(name.id())).distinct().toList();
    }
}
