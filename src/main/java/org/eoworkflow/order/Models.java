package org.eoworkflow.order;

import java.time.DateTimeException;
import java.time.Period;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.eoworkflow.platform.SafeXml;
import org.eoworkflow.platform.yaml.Problems;
import org.eoworkflow.platform.yaml.Section;
import org.eoworkflow.platform.yaml.Suggestion;

/** The process models that the catalogue is checked against. Only what the catalogue speaks of is read from them. */
final class Models {

    private static final String BPMN = "http://www.omg.org/spec/BPMN/20100524/MODEL";

    /**
     * A call that carries the order's own period: the second of two or more arguments, but for {@code before} only of three. What is no text
     * in quotes, such as a variable, is no period: nobody could hold it against the order's.
     */
    private static final Pattern PERIOD = Pattern.compile(
        "deadlines\\s*\\.\\s*(?:due\\s*\\(\\s*execution\\s*,(?<due>[^,)]*)|before\\s*\\(\\s*execution\\s*,(?<before>[^,)]*),)");
    private static final Pattern QUOTED = Pattern.compile("'[^']*'|\"[^\"]*\"");

    private final Problems problems;
    private final Map<String, Model> models = new LinkedHashMap<>();

    private final Set<String> others;

    Models(List<SourceText> files, Problems problems) {
        this(files, Set.of(), problems);
    }

    /**
     * @param others keys of processes that are there as well, and that somebody else checks
     */
    Models(List<SourceText> files, Set<String> others, Problems problems) {
        this.problems = problems;
        this.others = others;
        files.forEach(this::read);
        models.keySet().removeAll(others);
    }

    /** A directive's process must be among the models. */
    void checkProcess(Section directive, String process) {
        if (process != null && !models.containsKey(process) && !others.contains(process)) {
            directive.problem(directive.line("process"), "names process '%s', which is not deployed.%s".formatted(process,
                Suggestion.didYouMean(process, Stream.concat(models.keySet().stream(), others.stream()).toList())));
        }
    }

    /** Where a model states the order's own period, it must be the one of the directive that it carries out. */
    void checkDeadline(Section directive, String process, Period period) {
        Model model = models.get(process);
        if (model == null || period == null) {
            return;
        }
        model.periods.stream().filter(stated -> !stated.period.equals(period)).forEach(stated ->
            directive.problem(directive.line(directive.has("deadline") ? "deadline" : "target"),
                "has %s, but element '%s' of its process '%s' waits for %s (%s:%d). Let the model say what the order says.".formatted(
                    period, stated.element, process, stated.period, model.file, stated.line)));
    }

    /** Every clause that an element carries out must be one of the order that its process names, or else of any order. */
    void checkClauses(Map<String, ExecutiveOrder> orders) {
        unknown(orders).forEach(misfit -> problems.add(misfit.file(), misfit.line(), misfit.message()));
    }

    private List<Misfit> unknown(Map<String, ExecutiveOrder> orders) {
        List<Misfit> misfits = new ArrayList<>();
        models.forEach((key, model) -> {
            if (model.order == null) {
                misfits.addAll(unknownClauses(model, "no order has", clauses(orders.values())));
            } else if (orders.containsKey(model.order)) {
                misfits.addAll(unknownClauses(model, "order '%s' does not have".formatted(model.order), clauses(List.of(orders.get(model.order)))));
            } else if (isUsed(key, orders)) {
                misfits.add(new Misfit(Misfit.Kind.UNKNOWN_ORDER, model.file, model.orderLine, key, "names order '%s', which is not in the catalogue.%s".formatted(
                    model.order, Suggestion.didYouMean(model.order, orders.keySet()))));
            }
        });
        return misfits;
    }

    /** What of the models does not fit these orders, told of the models and not of the orders. */
    List<Misfit> misfits(Map<String, ExecutiveOrder> orders) {
        List<Misfit> misfits = unknown(orders);
        for (ExecutiveOrder order : orders.values()) {
            for (Directive directive : order.directives()) {
                Model model = models.get(directive.process());
                Period period = directive.deadline() == null ? directive.target() : directive.deadline();
                if (model != null && period != null) {
                    model.periods.stream().filter(stated -> !stated.period.equals(period)).forEach(stated -> misfits.add(new Misfit(Misfit.Kind.OTHER_PERIOD,
                        model.file, stated.line, stated.element, "waits for %s, but directive '%s' of order '%s' has %s. Let the model say what the order says."
                            .formatted(stated.period, directive.id(), order.id(), period))));
                }
            }
        }
        return misfits;
    }

    /** A model of an order that is not loaded, and that no loaded order uses, rests. */
    private static boolean isUsed(String process, Map<String, ExecutiveOrder> orders) {
        return orders.values().stream().flatMap(order -> order.directives().stream()).anyMatch(directive -> process.equals(directive.process()));
    }

    private static List<Misfit> unknownClauses(Model model, String lacking, Set<String> known) {
        return model.clauses.stream().filter(clause -> !known.contains(clause.id)).map(clause -> new Misfit(Misfit.Kind.UNKNOWN_CLAUSE, model.file, clause.line,
            clause.element, "names clause '%s', which %s.%s".formatted(clause.id, lacking, Suggestion.didYouMean(clause.id, known)))).toList();
    }

    private static Set<String> clauses(Collection<ExecutiveOrder> orders) {
        Set<String> ids = new LinkedHashSet<>();
        orders.forEach(order -> order.clauses().forEach(clause -> ids.add(clause.id())));
        return ids;
    }

    // --- reading

    private void read(SourceText file) {
        try {
            read(file.name(), SafeXml.reader(file.text()));
        } catch (XMLStreamException e) {
            int line = e.getLocation() == null ? 1 : Math.max(1, e.getLocation().getLineNumber());
            problems.add(file.name(), line, "is no valid XML. Open it in Modeler and save it again.");
        }
    }

    private void read(String file, XMLStreamReader xml) throws XMLStreamException {
        Deque<String> elements = new ArrayDeque<>();   // ids; the empty text for an element without one
        Model model = null;
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> {
                    String id = xml.getAttributeValue(null, "id");
                    boolean bpmn = BPMN.equals(xml.getNamespaceURI());
                    elements.push(bpmn && id != null && isShown(xml.getLocalName()) ? id : "");
                    if (bpmn && xml.getLocalName().equals("process")) {
                        model = new Model(file);
                        models.put(id, model);
                    } else if (model != null && xml.getLocalName().equals("property") && !bpmn) {
                        readProperty(xml, model, nearest(elements), elements.size());
                    }
                    for (int i = 0; model != null && i < xml.getAttributeCount(); i++) {
                        readPeriods(xml.getAttributeValue(i), model, nearest(elements), line(xml));
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> {
                    if (model != null) {
                        readPeriods(xml.getText(), model, nearest(elements), line(xml));
                    }
                }
                case XMLStreamConstants.END_ELEMENT -> elements.pop();
                default -> { }
            }
        }
    }

    /** Whether a modeller sees it as an element: what lies within one, such as a timer's definition, goes by its name. */
    private static boolean isShown(String name) {
        return !name.endsWith("EventDefinition") && !name.endsWith("Expression") && !name.startsWith("time");
    }

    private static String nearest(Deque<String> elements) {
        return elements.stream().filter(id -> !id.isEmpty()).findFirst().orElse("");
    }

    private static int line(XMLStreamReader xml) {
        return xml.getLocation().getLineNumber();
    }

    private static void readProperty(XMLStreamReader xml, Model model, String element, int depth) {
        String value = xml.getAttributeValue(null, "value");
        if (value == null) {
            return;
        }
        switch (String.valueOf(xml.getAttributeValue(null, "name"))) {
            case "clause" -> Arrays.stream(value.split(",")).map(String::strip).filter(id -> !id.isEmpty())
                .forEach(id -> model.clauses.add(new Named(id, element, line(xml))));
            // of the process itself: definitions, process, extensionElements, properties, property
            case "order" -> {
                if (depth == 5) {
                    model.order = value.strip();
                    model.orderLine = line(xml);
                }
            }
            default -> { }
        }
    }

    private void readPeriods(String text, Model model, String element, int line) {
        if (!text.contains("deadlines")) {
            return;
        }
        Matcher call = PERIOD.matcher(text);
        while (call.find()) {
            String stated = (call.group("due") == null ? call.group("before") : call.group("due")).strip();
            String period = QUOTED.matcher(stated).matches() ? stated.substring(1, stated.length() - 1) : stated;
            try {
                model.periods.add(new Stated(Period.parse(period), element, line));
            } catch (DateTimeException e) {
                problems.add(model.file, line, "element '%s' has the period '%s', which is not a period such as P30D.".formatted(element, period));
            }
        }
    }

    private record Named(String id, String element, int line) {
    }

    private record Stated(Period period, String element, int line) {
    }

    private static final class Model {

        private final String file;
        private final List<Named> clauses = new ArrayList<>();
        private final List<Stated> periods = new ArrayList<>();
        private String order;
        private int orderLine;

        private Model(String file) {
            this.file = file;
        }
    }
}
