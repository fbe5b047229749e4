package org.eoworkflow.directive.grants;

import static org.eoworkflow.directive.grants.Published.bytes;
import static org.eoworkflow.directive.grants.Published.csv;
import static org.eoworkflow.directive.grants.Published.program;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.TaskService;
import org.camunda.bpm.engine.runtime.Job;
import org.camunda.bpm.engine.task.Task;
import org.camunda.spin.Spin;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.support.DirectiveRuns;
import org.eoworkflow.support.OrderFixture.Work;
import org.eoworkflow.support.People;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The people who look for grant programs, at work on a directive of an order invented for the test. */
@Component
public class GrantStory {

    private final DirectiveRuns runs;
    private final TaskService tasks;
    private final ManagementService management;
    private final People people;
    private final ListingTasks listingTasks;
    private final ListingImports imports;
    private final JdbcClient jdbc;

    GrantStory(DirectiveRuns runs, TaskService tasks, ManagementService management, People people, ListingTasks listingTasks, ListingImports imports, JdbcClient jdbc) {
        this.runs = runs;
        this.tasks = tasks;
        this.management = management;
        this.people = people;
        this.listingTasks = listingTasks;
        this.imports = imports;
        this.jdbc = jdbc;
    }

    /** Programs of Justice and NSF that fit, one that may fit, one that is closed for want of money, and one for farms. */
    static byte[] listings() {
        return bytes(csv(program("16.710"), program("47.070", "Program Title", "Computer and Information Science", "Federal Agency (030)",
                "NATIONAL SCIENCE FOUNDATION"),
            program("97.108", "Objectives (050)", "Cybersecurity of states.", "Federal Agency (030)", "HOMELAND SECURITY, DEPARTMENT OF"),
            program("93.001", "Obligations (122)", "FY 98 est $0.00"),
            program("10.001", "Program Title", "Farm Loans", "Objectives (050)", "Farms.", "Uses and Use Restrictions (070)", "Farms.")));
    }

    public LocalDate today() {
        return runs.today();
    }

    public Running begin(int daysAgo) {
        return new Running(runs.start(Work.run("grant-identification", "GrantIdentification").lead("omb")
            .coordinates("ncd", "cisa").clauses("C-29"), daysAgo));
    }

    /** A directive that runs already. */
    public Running on(DirectiveRuns.Run run) {
        return new Running(run);
    }

    /** The directive on its way. */
    public final class Running extends DirectiveRuns.Run {

        private Running(DirectiveRuns.Run run) {
            runs.super(run.instance, run.key, run.order);
        }

        public Running bringIn(byte[] content) {
            people.as("omb.staff", () -> {
                try (var received = imports.receive(new ByteArrayInputStream(content), "listings.csv")) {
                    return imports.take(listingTasks.workable(people.task(key, "ImportListings").getId()), received, false, "omb.staff");
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            });
            return this;
        }

        public Running imported() {
            bringIn(listings());
            chooseWords();
            return this;
        }

        public void chooseWords() {
            people.complete("omb.staff", key, "ImportListings", Map.of("subjectWords", "vulnerabilities\ncybersecurity", "methodWords", "machine learning"));
        }

        /** The shortlist as the form shows it, with some cells changed: id, field, value by turns. */
        SpinJsonNode rows(String activity, String list, Object... changes) {
            return change((SpinJsonNode) tasks.getVariable(people.task(key, activity).getId(), list), changes);
        }

        public void shortlist(String more) {
            people.complete("omb.staff", key, "ShortlistPrograms", Map.of("shortlistDecision", "proceed", "morePrograms", more,
                "shortlist", rows("ShortlistPrograms", "shortlist")));
        }

        /** Justice and NSF are asked. */
        public Running shortlisted() {
            imported();
            shortlist("");
            return this;
        }

        public void confirm(String agency, Object... cells) {
            people.complete(agency + ".staff", task(agency), Map.of("fundingRows", fundingRows(agency, cells)));
            goOn();
        }

        /** The same for each of the agency's programs: money that is left for a year, but for what is given. */
        SpinJsonNode fundingRows(String agency, Object... cells) {
            var rows = (SpinJsonNode) tasks.getVariable(task(agency).getId(), "fundingRows");
            for (SpinJsonNode row : rows.elements()) {
                set(row, "available", "$1,250,000.50", "obligated", "250000", "expiry", "day", "expires", today().plusDays(365).toString());
                set(row, cells);
            }
            return rows;
        }

        public Running confirmed() {
            shortlisted();
            confirm("doj");
            confirm("nsf", "expiry", "never");
            return this;
        }

        public Map<String, Object> review(Object... changes) {
            var rows = rows("ReviewAuthority", "authority");
            rows.elements().forEach(row -> set(row, "purpose", "yes", "time", "yes", "amount", "yes", "ground", "An appropriation act."));
            return Map.of("reviewDecision", "proceed", "memoTitle", "Grant programs", "memoText", "These programs have money.", "authority", change(rows, changes));
        }

        public Running reviewed() {
            people.complete("omb.counsel", key, "ReviewAuthority", review());
            return this;
        }

        public void position(String agency, String position) {
            var task = people.tasks(key, "GivePosition").stream().filter(t -> agency.equals(tasks.getVariable(t.getId(), "party"))).findFirst().orElseThrow();
            people.complete(agency + ".staff", task, position.equals("agree") ? Map.of("position", position)
                : Map.of("position", position, "positionComment", "One is missing."));
            goOn();
        }

        public Running coordinated() {
            position("ncd", "agree");
            position("cisa", "agree");
            return this;
        }

        public Running approved() {
            people.complete("omb.approver", key, "ApproveList", Map.of("listDecision", "approve", "memoNumber", "M-26-20", "listConfirmed", true));
            return this;
        }

        public Task task(String agency) {
            return people.tasks(key, "ConfirmFunding").stream().filter(task -> agency.equals(tasks.getVariable(task.getId(), "party"))).findFirst()
                .orElseThrow(() -> new AssertionError("%s is not asked".formatted(agency)));
        }

        public void goOn() {
            continuing().forEach(job -> management.executeJob(job.getId()));
        }

        public List<Job> continuing() {
            return instances().stream().flatMap(id -> management.createJobQuery().processInstanceId(id).list().stream())
                .filter(job -> job.getDuedate() == null).toList();
        }

        /** As the first of the open tasks shows it. */
        @Override
        public String shown(String activity, String variable) {
            return String.valueOf(tasks.getVariable(people.tasks(key, activity).get(0).getId(), variable));
        }

        @Override
        public String variable(String name) {
            return String.valueOf(super.variable(name));
        }

        public List<String> funded() {
            return jdbc.sql("select id from eo.grant_funding where business_key = ? order by id").param(key).query(String.class).list();
        }
    }

    private static SpinJsonNode change(SpinJsonNode rows, Object... changes) {
        for (int i = 0; i < changes.length; i += 3) {
            Object id = changes[i];
            var row = rows.elements().stream().filter(r -> id.equals(r.prop("id").stringValue())).findFirst().orElseThrow();
            set(row, changes[i + 1], changes[i + 2]);
        }
        return rows;
    }

    public static void set(SpinJsonNode row, Object... cells) {
        for (int i = 0; i < cells.length; i += 2) {
            row.prop((String) cells[i], (String) cells[i + 1]);
        }
    }

    public static SpinJsonNode none() {
        return Spin.JSON(List.of());
    }
}
