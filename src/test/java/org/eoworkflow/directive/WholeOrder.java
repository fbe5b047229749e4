package org.eoworkflow.directive;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;
import org.camunda.bpm.engine.FormService;
import org.camunda.bpm.engine.RepositoryService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.InventedOrders;
import org.eoworkflow.support.Certifications;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.DirectiveRuns.Run;
import org.eoworkflow.support.OrderDays;
import org.eoworkflow.support.OrderWork;
import org.eoworkflow.support.People;
import org.springframework.stereotype.Component;

/**
 * The real order from its signing on, day after day: what its people do on which day is said beforehand, and everything that falls due
 * between happens by itself. An order is started once, so each run has the real catalogue's content under an id of its own.
 */
@Component
class WholeOrder {

    static final LocalDate SIGNED = LocalDate.of(2026, 6, 2);

    private static final AtomicInteger NUMBER = new AtomicInteger();

    private final InventedOrders invented;
    private final Catalogue catalogue;
    private final FormService forms;
    private final RepositoryService repository;
    private final TaskService tasks;
    private final OrderDays days;
    private final OrderWork work;
    private final DirectiveRuns runs;
    private final People people;
    private final Certifications certifications;

    WholeOrder(InventedOrders invented, Catalogue catalogue, FormService forms, RepositoryService repository, TaskService tasks, OrderDays days, OrderWork work,
               DirectiveRuns runs, People people, Certifications certifications) {
        this.invented = invented;
        this.catalogue = catalogue;
        this.forms = forms;
        this.repository = repository;
        this.tasks = tasks;
        this.days = days;
        this.work = work;
        this.runs = runs;
        this.people = people;
        this.certifications = certifications;
    }

    /** The order is signed, and the order office starts it by its form on the next morning. */
    Course signed() {
        String id = "whole-order-" + NUMBER.incrementAndGet();
        invented.add(id, real().replace("order: eo-14409\n", "order: %s\n".formatted(id)).replaceAll("(?s)\nagencies:\n.*?\n\n", "\nagencies: [%s]\n\n".formatted(
            String.join(", ", catalogue.order("eo-14409").agencies().stream().map(agency -> agency.id()).toList()))));
        work.at(SIGNED.plusDays(1), 9);
        String form = repository.createProcessDefinitionQuery().processDefinitionKey("ExecutiveOrder").latestVersion().singleResult().getId();
        people.as("order.office", () -> forms.submitStartForm(form, Map.of("order", id, "signed", SIGNED.toString())));
        return new Course(id);
    }

    private static String real() {
        try {
            return Files.readString(Path.of("orders", "eo-14409.yaml"));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** One order and what is going to be done about it. */
    class Course {

        final String order;
        private final Map<Integer, List<Runnable>> plan = new TreeMap<>();
        private int today = 1;

        private Course(String order) {
            this.order = order;
        }

        /** The process of a directive. */
        Run run(String directive) {
            return runs.in(order, directive);
        }

        /** What is done at ten in the morning so many days after signing; of the same day, in the order in which it was said. */
        Course on(int day, Runnable work) {
            plan.computeIfAbsent(day, any -> new ArrayList<>()).add(work);
            return this;
        }

        /** Lets days go by up to this one. On Mondays, all leads but the silent ones say how they stand. */
        void until(int last, String... silent) {
            for (; today <= last; today++) {
                days.until(order, SIGNED.plusDays(today), 10);
                if (SIGNED.plusDays(today).getDayOfWeek() == DayOfWeek.MONDAY) {
                    sayHowTheyStand(List.of(silent));
                }
                plan.getOrDefault(today, List.of()).forEach(Runnable::run);
            }
        }

        private void sayHowTheyStand(List<String> silent) {
            for (var task : people.tasks(order, "ReportStatus")) {
                String lead = (String) tasks.getVariable(task.getId(), "lead");
                if (!silent.contains(lead)) {
                    var rows = (SpinJsonNode) tasks.getVariable(task.getId(), "statuses");
                    rows.elements().stream().filter(row -> !row.prop("status").stringValue().equals("on-track"))
                        .forEach(row -> row.prop("issue", "It takes longer than planned."));
                    rows.elements().forEach(row -> row.prop("expected", ""));
                    people.complete(lead + ".staff", task, Map.of("statuses", rows));
                }
            }
        }

        /** Certifies clauses of a directive as met on this day. */
        void certify(String directive, String... clauses) {
            var named = catalogue.order(order).directive(directive);
            for (var clause : clauses) {
                certifications.certify(order + "/" + directive, clause, named.office(), named.lead());
            }
        }

        /** Certifies all that a directive certifies. */
        void certifyAll(String directive) {
            certify(directive, catalogue.order(order).directive(directive).clauses().toArray(String[]::new));
        }
    }
}
