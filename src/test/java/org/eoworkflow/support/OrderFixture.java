package org.eoworkflow.support;

import java.time.LocalDate;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.camunda.bpm.engine.RuntimeService;
import org.camunda.bpm.engine.runtime.ProcessInstance;
import org.camunda.spin.Spin;
import org.eoworkflow.order.ExecutiveOrder;
import org.eoworkflow.order.InventedOrders;
import org.eoworkflow.order.Orders;
import org.springframework.stereotype.Component;

/** Invents an order for a test, takes it into the catalogue and starts it as {@code order.office}. Each test has an order of its own. */
@Component
public class OrderFixture {

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final InventedOrders invented;
    private final Orders orders;
    private final RuntimeService runtime;
    private final People people;

    OrderFixture(InventedOrders invented, Orders orders, RuntimeService runtime, People people) {
        this.invented = invented;
        this.orders = orders;
        this.runtime = runtime;
        this.people = people;
    }

    /** Invents an order with these directives and starts its master process; returns the order's id. */
    public String start(LocalDate signed, Work... works) {
        var order = invent(signed, works).id();
        people.as("order.office", () -> orders.start(order, signed));
        return order;
    }

    /** Invents an order with these directives and takes it into the catalogue, without starting it. */
    public ExecutiveOrder invent(LocalDate signed, Work... works) {
        var id = "test-invented-" + NUMBER.incrementAndGet();
        return invented.add(id, yaml(id, signed, List.of(works)));
    }

    /** Starts the process of one directive by itself, with the variables that the master would pass; nothing else of the order runs. */
    public ProcessInstance startDirective(ExecutiveOrder order, String directive) {
        var work = order.directive(directive);
        return runtime.startProcessInstanceByKey(work.processKey(), order.id() + "/" + directive, variables(order, directive));
    }

    /** The variables that every directive process gets from the master. */
    public Map<String, Object> variables(ExecutiveOrder order, String directive) {
        var work = order.directive(directive);
        var variables = new LinkedHashMap<String, Object>();
        variables.put("order", order.id());
        variables.put("signed", orders.signed(order.id()).toString());
        variables.put("directive", directive);
        variables.put("lead", work.lead());
        variables.put("through", work.through() == null ? "" : work.through());
        variables.put("office", work.office());
        variables.put("consulted", Spin.JSON(work.consults()));
        variables.put("title", work.name());
        return variables;
    }

    private static String yaml(String id, LocalDate signed, List<Work> works) {
        var text = new StringBuilder("""
            order: %s
            title: Invented for a Test
            number: %s
            signed: %s
            source: { title: Invented for a test, date: %3$s, kind: invention }
            agencies: [dhs, cisa, omb, apnsa, ncd, gsa, opm, nasa]

            directives:
            """.formatted(id, id.toUpperCase(Locale.ROOT).replace('-', ' '), signed));
        works.forEach(work -> text.append(work.directive()));
        text.append("\nclauses:\n");
        works.forEach(work -> text.append(work.clausesYaml()));
        text.append(clause("L-01", "Nobody is obliged to take part.", "gsa", "limit", "",
            "keptBy: the answers are voluntary"));
        return text.toString();
    }

    private static String clause(String id, String summary, String actor, String kind, String deadline, String... more) {
        return Stream.concat(Stream.of("  - id: " + id, "    summary: " + summary, "    citation: Invented sec. 1", "    basis: order",
                "    actor: " + actor, "    verb: do", "    kind: " + kind, deadline.isEmpty() ? "" : "    deadline: " + deadline),
            Stream.of(more).map(line -> "    " + line)).filter(line -> !line.isBlank()).collect(Collectors.joining("\n", "", "\n"));
    }

    /**
     * A directive of an invented order.
     *
     * @param process key of its process, or null for a tracked directive
     * @param deadline the order's period from signing such as {@code P30D}, or null: then it has a target of 45 days
     * @param continues ids of the continuous clauses in its care
     * @param later it is not started with the order
     * @param parties agencies by how they take part, as the catalogue names it: jointly, coordinates, involves
     */
    public record Work(String id, String process, String lead, String through, List<String> consults, String deadline, List<String> clauses,
                       List<String> continues, boolean later, Map<String, List<String>> parties) {

        /** A directive of GSA without a process of its own, due 30 days after signing, with one clause named after it. */
        public static Work tracked(String id) {
            return new Work(id, null, "gsa", null, List.of(), "P30D", List.of(id.toUpperCase(Locale.ROOT) + "-01"), List.of(), false, Map.of());
        }

        /** A directive with a process of its own. */
        public static Work run(String id, String process) {
            return new Work(id, process, "gsa", null, List.of(), "P30D", List.of(id.toUpperCase(Locale.ROOT) + "-01"), List.of(), false, Map.of());
        }

        public Work lead(String agency) {
            return new Work(id, process, agency, through, consults, deadline, clauses, continues, later, parties);
        }

        public Work through(String agency) {
            return new Work(id, process, lead, agency, consults, deadline, clauses, continues, later, parties);
        }

        public Work consults(String... agencies) {
            return new Work(id, process, lead, through, List.of(agencies), deadline, clauses, continues, later, parties);
        }

        /** Null for none: the directive then has a planning target. */
        public Work due(String period) {
            return new Work(id, process, lead, through, consults, period, clauses, continues, later, parties);
        }

        public Work clauses(String... ids) {
            return new Work(id, process, lead, through, consults, deadline, List.of(ids), continues, later, parties);
        }

        public Work continues(String... ids) {
            return new Work(id, process, lead, through, consults, deadline, clauses, List.of(ids), later, parties);
        }

        /** Agencies that take part by practice. */
        public Work involves(String... agencies) {
            return with("involves", agencies);
        }

        /** With these agencies as equals of the lead. */
        public Work jointly(String... agencies) {
            return with("jointly", agencies);
        }

        /** Agencies that must agree. */
        public Work coordinates(String... agencies) {
            return with("coordinates", agencies);
        }

        private Work with(String how, String... agencies) {
            var all = new LinkedHashMap<>(parties);
            all.put(how, List.of(agencies));
            return new Work(id, process, lead, through, consults, deadline, clauses, continues, later, all);
        }

        /** Not started with the order: an amendment may add it. */
        public Work fromAmendment() {
            return new Work(id, process, lead, through, consults, deadline, clauses, continues, true, parties);
        }

        private String directive() {
            var lines = new ArrayList<>(List.of("  - id: " + id, "    name: Directive " + id, "    lead: " + lead));
            if (process != null) {
                lines.add("    process: " + process);
            }
            if (through != null) {
                lines.add("    through: " + through);
            }
            lines.add("    consults: " + consults);
            parties.forEach((how, agencies) -> lines.add("    " + how + ": " + agencies));
            lines.add(deadline == null ? "    target: P45D" : "    deadline: " + deadline);
            lines.add("    clauses: " + clauses);
            lines.add("    continues: " + continues);
            lines.add("    fromAmendment: " + later);
            return String.join("\n", lines) + "\n";
        }

        private String clausesYaml() {
            return clauses.stream().map(clause -> clause(clause, "Do " + id + ".", lead, "obligation", deadline == null ? "" : deadline))
                .collect(Collectors.joining())
                + continues.stream().map(clause -> clause(clause, "Keep " + id + " up.", lead, "obligation", "", "continuous: true"))
                .collect(Collectors.joining());
        }
    }
}
