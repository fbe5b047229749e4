package org.eoworkflow.order;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowableOfType;

import java.time.Period;
import java.util.List;
import java.util.stream.Stream;
import org.eoworkflow.platform.yaml.Problems.Problem;
import org.eoworkflow.support.Keeps;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every message that a wrong catalogue gets, with its place. Each changes one thing of a right one. */
@Keeps("C-04")
class CatalogueReaderTest {

    private static final String ORDER = """
        order: o-1
        title: Doing Things
        number: O 1
        signed: 2026-01-02
        source: { title: Some Summary, date: 2026-01-02, kind: summary }
        parties:
          - { id: everyone, name: Everyone }
        agencies:
          - { id: aaa, name: Agency A, mailbox: a@a.example }
          - { id: bbb, name: Agency B, mailbox: b@b.example, parent: aaa, head: { title: Head, mailbox: h@b.example } }
        directives:
          - id: first-work
            process: FirstWork
            name: First work
            lead: aaa
            consults: [bbb]
            deadline: P30D
            clauses: [X-01, X-02]
        clauses:
          - id: X-01
            summary: Do it.
            basis: order
            actor: aaa
            verb: do
            kind: obligation
            deadline: P30D
          - id: X-02
            summary: Anybody may.
            basis: order
            actor: everyone
            verb: may
            kind: option
        """;

    private static final String MODEL = """
        <bpmn:definitions xmlns:bpmn="http://www.omg.org/spec/BPMN/20100524/MODEL" xmlns:camunda="http://camunda.org/schema/1.0/bpmn" id="FirstWorkModel">
          <bpmn:process id="FirstWork" isExecutable="true">
            <bpmn:extensionElements>
              <camunda:properties>
                <camunda:property name="order" value="o-1"/>
              </camunda:properties>
            </bpmn:extensionElements>
            <bpmn:userTask id="DoIt" camunda:dueDate="${deadlines.before(execution, 'P30D', 'P7D')}">
              <bpmn:extensionElements>
                <camunda:properties>
                  <camunda:property name="clause" value="X-01, X-02"/>
                </camunda:properties>
              </bpmn:extensionElements>
            </bpmn:userTask>
            <bpmn:boundaryEvent id="TimeOver" attachedToRef="DoIt">
              <bpmn:timerEventDefinition id="TimerEventDefinition_1"><bpmn:timeDate>${deadlines.due(execution, 'P30D')}</bpmn:timeDate></bpmn:timerEventDefinition>
            </bpmn:boundaryEvent>
            <bpmn:boundaryEvent id="WeekBefore" attachedToRef="DoIt">
              <bpmn:timerEventDefinition><bpmn:timeDate>${deadlines.before(execution, 'P7D')}</bpmn:timeDate></bpmn:timerEventDefinition>
            </bpmn:boundaryEvent>
          </bpmn:process>
        </bpmn:definitions>
        """;

    @Test
    void aRightCatalogueIsRead() {
        var catalogue = CatalogueReader.read(List.of(file(ORDER)), List.of(model(MODEL)));

        var order = catalogue.order("o-1");
        assertThat(order.directive("first-work").clauses()).containsExactly("X-01", "X-02");
        assertThat(order.clause("X-01").deadline()).isEqualTo(Period.ofDays(30));
        assertThat(catalogue.agency("bbb").head().title()).isEqualTo("Head");
    }

    static Stream<Mistake> mistakes() {
        return Stream.of(
            // the file
            mistake(ORDER, "", "1: the file is empty."),
            mistake(ORDER, "- a\n- b\n", "1: the file is no mapping of keys to values."),
            mistake("title: Doing Things", "title: [Doing Things", "3: is no valid YAML: expected ',' or ']', but got :."),
            mistake("order: o-1", "order: O 1", "1: order 'O 1' has an id of a wrong form. Write it like 'eo-14409'.",
                "processes/first-work.bpmn:5: process 'FirstWork' names order 'o-1', which is not in the catalogue. Did you mean 'O 1'?"),
            // keys
            mistake("title: Doing Things\n", "", "1: order 'o-1' has no 'title'."),
            mistake("number: O 1", "numbers: O 1", "3: order 'o-1' has an unknown key 'numbers'. Did you mean 'number'?"),
            mistake("number: O 1", "number: O 1\nnumber: O 2", "4: order 'o-1' has the key 'number' twice, first in line 3."),
            mistake("number: O 1", "number: O 1\n[a]: b", "4: order 'o-1' has a key that is no text."),
            mistake("title: Doing Things", "title: [Doing, Things]", "2: order 'o-1' has a 'title' that is no text."),
            mistake("verb: do", "verb: yes", "24: clause 'X-01' has a 'verb' that is no text. Put it in quotes."),
            mistake("lead: aaa", "lead: aaa\n    continuous: maybe", "16: directive 'first-work' has a 'continuous' that is neither true nor false."),
            mistake("signed: 2026-01-02", "signed: January 2", "4: order 'o-1' has 'signed: January 2', which is not a date such as 2026-06-02."),
            mistake("signed: 2026-01-02\n", "", "1: order 'o-1' has no 'signed'."),
            mistake("    deadline: P30D\n    clauses", "    target: 30 days\n    clauses",
                "17: directive 'first-work' has 'target: 30 days', which is not a period such as P30D.",
                "26: clause 'X-01' has the deadline P30D, but its directive 'first-work' has none."),
            mistake("kind: option", "kind: optional", "32: clause 'X-02' has 'kind: optional', which is none of obligation, option, limit, advice. Did you mean 'option'?"),
            mistake("verb: may\n    kind: option", "verb: may", "27: clause 'X-02' has no 'kind'."),
            mistake("basis: order\n    actor: everyone", "basis: rumor\n    actor: everyone",
                "29: clause 'X-02' has 'basis: rumor', which is none of order, summary, public reports."),
            mistake("consults: [bbb]", "consults: bbb", "16: directive 'first-work' has a 'consults' that is no list."),
            mistake("consults: [bbb]", "consults: [[bbb]]", "16: directive 'first-work' has an entry in 'consults' that is no id."),
            mistake("consults: [bbb]", "consults: [bbb, bbb]", "16: directive 'first-work' names 'bbb' twice in 'consults'."),
            mistake("source: { title: Some Summary, date: 2026-01-02, kind: summary }", "source: a summary",
                "5: order 'o-1' has a 'source' that is no mapping of keys to values."),
            mistake("source: { title: Some Summary, date", "source: { date", "5: 'source' of order 'o-1' has no 'title'."),
            mistake("  - { id: everyone, name: Everyone }", "  - { id: everyone, name: Everyone }\n  - nobody",
                "8: order 'o-1' has an entry in 'parties' that is no mapping of keys to values."),
            // agencies
            mistake("agencies:\n", "agencies:\n  - { id: CCC, name: C, mailbox: c@c.example }\n", "9: agency 'CCC' has an id of a wrong form. Write it like 'usda'."),
            mistake("name: Agency A, mailbox: a@a.example", "name: Agency A", "9: agency 'aaa' has no 'mailbox'."),
            mistake("mailbox: a@a.example", "mailbox: a at a", "9: agency 'aaa' has a mailbox of a wrong form. Write it like 'office@agency.example'."),
            mistake("parent: aaa", "parent: aab", "10: agency 'bbb' names the parent 'aab', which is no agency of the catalogue. Did you mean 'aaa'?"),
            mistake("agencies:\n", "agencies:\n  - [ccc]\n", "9: order 'o-1' has an entry in 'agencies' that is neither an id nor an agency."),
            mistake("agencies:\n", "agencies:\n  - ccd\n", "9: order 'o-1' lists 'ccd', which is no agency of the catalogue."),
            mistake("parties:\n", "boundAgencies: [ccd]\nparties:\n", "6: order 'o-1' binds 'ccd', which is no agency of the catalogue."),
            mistake("agencies:\n", "agencies:\n  - { id: bbb, name: B, mailbox: b@b.example }\n",
                "11: agency 'bbb' is already defined in orders/o-1.yaml:9. Write only its id here."),
            // directives
            mistake("- id: first-work\n    process: FirstWork", "- id: first-work\n    process: FirstWerk",
                "13: directive 'first-work' names process 'FirstWerk', which is not deployed. Did you mean 'FirstWork'?"),
            mistake("process: FirstWork", "process: Elsewhere", "13: directive 'first-work' names process 'Elsewhere', which is not deployed."),
            mistake("lead: aaa", "lead: aba", "15: directive 'first-work' has the lead 'aba', which is no agency of the catalogue. Did you mean 'aaa'?"),
            mistake("    lead: aaa\n", "", "12: directive 'first-work' has no 'lead'."),
            mistake("lead: aaa", "lead: aaa\n    through: ccd", "16: directive 'first-work' acts through 'ccd', which is no agency of the catalogue."),
            mistake("consults: [bbb]", "consults: [ccd]", "16: directive 'first-work' consults 'ccd', which is no agency of the catalogue."),
            mistake("consults: [bbb]", "coordinates: [ccd]", "16: directive 'first-work' coordinates with 'ccd', which is no agency of the catalogue."),
            mistake("consults: [bbb]", "jointly: [ccd]", "16: directive 'first-work' acts jointly with 'ccd', which is no agency of the catalogue."),
            mistake("consults: [bbb]", "involves: [ccd]", "16: directive 'first-work' involves 'ccd', which is no agency of the catalogue."),
            mistake("    clauses: [X-01, X-02]", "    target: P30D\n    clauses: [X-01, X-02]",
                "18: directive 'first-work' has both a deadline and a target. A target is for work to which the order gives no deadline."),
            mistake("    deadline: P30D\n    clauses", "    clauses",
                "12: directive 'first-work' has neither a deadline nor a target. Give the order's deadline, or a planning target.",
                "25: clause 'X-01' has the deadline P30D, but its directive 'first-work' has none."),
            mistake("[X-01, X-02]", "[X-01, X-02, X-3]", "18: directive 'first-work' names clause 'X-3', which the order does not have. Did you mean 'X-01'?"),
            mistake("clauses: [X-01, X-02]", "clauses: [X-01, X-02]\n    continues: [X-01]",
                "19: directive 'first-work' names clause 'X-01', which is already in the care of directive 'first-work'."),
            mistake("clauses:\n", "  - { id: first-work, name: Again, lead: aaa, deadline: P30D }\nclauses:\n",
                "19: directive 'first-work' is already there in line 12."),
            // clauses
            mistake("[X-01, X-02]", "[X-01]", "27: clause 'X-02' belongs to no directive. "
                + "List it under the 'clauses' or 'continues' of one, or say with 'keptBy' which check keeps it."),
            mistake("actor: everyone", "actor: everybody", "30: clause 'X-02' has the actor 'everybody', which is no agency or party of the catalogue. "
                + "Did you mean 'everyone'?"),
            mistake("    actor: everyone\n", "", "27: clause 'X-02' has no 'actor'."),
            mistake("kind: obligation\n    deadline: P30D", "kind: obligation\n    deadline: P31D",
                "26: clause 'X-01' has the deadline P31D, but its directive 'first-work' has P30D."),
            mistake("kind: obligation\n    deadline: P30D", "kind: obligation\n    deadline: P-1D",
                "26: clause 'X-01' has 'deadline: P-1D', which is not a period such as P30D."),
            mistake("  - id: X-02", "  - id: X-01\n    summary: Again.\n    basis: order\n    actor: aaa\n    verb: do\n    kind: limit\n  - id: X-02",
                "27: clause 'X-01' is already there in line 20."),
            // the model and the catalogue
            mistake("deadline: P30D", "deadline: P45D",
                "17: directive 'first-work' has P45D, but element 'DoIt' of its process 'FirstWork' waits for P30D (processes/first-work.bpmn:8). Let the model say what the order says.",
                "17: directive 'first-work' has P45D, but element 'TimeOver' of its process 'FirstWork' waits for P30D (processes/first-work.bpmn:16). Let the model say what the order says."));
    }

    @ParameterizedTest
    @MethodSource("mistakes")
    void aMistakeIsNamedWithItsPlace(Mistake mistake) {
        assertThat(problems(List.of(file(mistake.in(ORDER))), List.of(model(MODEL))))
            .containsExactlyElementsOf(Stream.of(mistake.messages())
                .map(message -> message.startsWith("processes/") ? message : "orders/o-1.yaml:" + message).toList());
    }

    static Stream<Mistake> mistakesInModels() {
        return Stream.of(
            mistake("\"X-01, X-02\"", "\"X-01, X-2\"", "11: element 'DoIt' names clause 'X-2', which order 'o-1' does not have. Did you mean 'X-02'?"),
            mistake("\"X-01, X-02\"", "\"Y-99\"", "11: element 'DoIt' names clause 'Y-99', which order 'o-1' does not have."),
            mistake("name=\"order\" value=\"o-1\"", "name=\"order\" value=\"o-l\"",
                "5: process 'FirstWork' names order 'o-l', which is not in the catalogue. Did you mean 'o-1'?"),
            mistake("execution, 'P30D')", "execution, '30 days')", "16: element 'TimeOver' has the period '30 days', which is not a period such as P30D."),
            mistake("execution, 'P30D')", "execution, period)", "16: element 'TimeOver' has the period 'period', which is not a period such as P30D."),
            mistake("</bpmn:process>", "", "22: is no valid XML. Open it in Modeler and save it again."));
    }

    @ParameterizedTest
    @MethodSource("mistakesInModels")
    void aMistakeInAModelIsNamedWithItsPlace(Mistake mistake) {
        assertThat(problems(List.of(file(ORDER)), List.of(model(mistake.in(MODEL)))))
            .containsExactlyElementsOf(Stream.of(mistake.messages()).map(message -> "processes/first-work.bpmn:" + message).toList());
    }

    @Test
    void aModelThatNamesNoOrderMayCarryOutTheClausesOfAny() {
        var other = ORDER.replace("o-1", "o-2").replace("X-", "Z-").replace("    process: FirstWork\n", "").replaceAll("(?s)agencies:.*directives:", "agencies: [aaa, bbb]\ndirectives:");
        var anonymous = MODEL.replace("name=\"order\" value=\"o-1\"", "name=\"directive\" value=\"first-work\"");

        assertThat(problems(List.of(file(ORDER), new SourceText("orders/o-2.yaml", other)), List.of(model(anonymous.replace("X-02", "Z-02"))))).isEmpty();
        assertThat(problems(List.of(file(ORDER)), List.of(model(anonymous.replace("X-02", "Z-77")))))
            .containsExactly("processes/first-work.bpmn:11: element 'DoIt' names clause 'Z-77', which no order has.");
    }

    @Test
    void aModelOfAnOrderThatIsNotLoadedRests() {
        var resting = MODEL.replace("FirstWork", "OtherWork").replace("o-1", "o-9").replace("X-02", "W-02");

        assertThat(problems(List.of(file(ORDER)), List.of(model(MODEL), new SourceText("processes/other.bpmn", resting)))).isEmpty();
    }

    @Test
    void aModelCannotReadFilesOfTheMachine() {
        var entity = "<!DOCTYPE x [<!ENTITY secret SYSTEM \"file:///etc/hostname\">]>\n" + MODEL.replace("X-01, X-02", "&secret;");

        assertThat(problems(List.of(file(ORDER)), List.of(model(entity)))).singleElement().asString().contains("is no valid XML");
    }

    @Test
    void everythingThatIsWrongIsToldAtOnceAndInOrder() {
        var wrong = ORDER.replace("lead: aaa", "lead: zzz").replace("kind: option", "kind: maybe").replace("number: O 1\n", "");
        var agencies = "agencies:\n  - { id: ccc, name: C, mailbox: nowhere }\nclauses: []\n";

        var thrown = catchThrowableOfType(InvalidCatalogue.class, () -> CatalogueReader.read(
            List.of(file(wrong), new SourceText("orders/more.yaml", agencies)), List.of(model(MODEL.replace("X-02", "Q-02")))));

        assertThat(thrown).hasMessage("""
            The catalogue of orders is wrong, so nothing was started. Mend the following and start again:
              orders/more.yaml:2: agency 'ccc' has a mailbox of a wrong form. Write it like 'office@agency.example'.
              orders/more.yaml:3: the file has 'clauses' but no 'order'.
              orders/o-1.yaml:1: order 'o-1' has no 'number'.
              orders/o-1.yaml:14: directive 'first-work' has the lead 'zzz', which is no agency of the catalogue.
              orders/o-1.yaml:31: clause 'X-02' has 'kind: maybe', which is none of obligation, option, limit, advice.
              processes/first-work.bpmn:11: element 'DoIt' names clause 'Q-02', which order 'o-1' does not have. Did you mean 'X-02'?""");
    }

    @Test
    void anOrderIsDefinedInOneFile() {
        var again = ORDER.replaceAll("(?s)agencies:.*directives:", "directives:");

        assertThat(problems(List.of(file(ORDER), new SourceText("orders/o-2.yaml", again)), List.of(model(MODEL))))
            .contains("orders/o-2.yaml:1: order 'o-1' is already defined in orders/o-1.yaml:1.");
    }

    @Test
    void anAgencyIsDefinedInOneFile() {
        assertThat(problems(List.of(file(ORDER), new SourceText("orders/more.yaml", "boundAgencies:\n  - { id: aaa, name: A, mailbox: a@a.example }\n")),
            List.of(model(MODEL)))).containsExactly("orders/more.yaml:2: agency 'aaa' is already defined in orders/o-1.yaml:9. Write only its id here.");
    }

    @Test
    void anOrderWithoutDirectivesOrdersNothing() {
        assertThat(problems(List.of(new SourceText("orders/o-1.yaml", "order: o-1\ntitle: T\nnumber: N\nsigned: 2026-01-02\n")), List.of()))
            .containsExactly("orders/o-1.yaml:1: order 'o-1' has no directives.");
    }

    private static List<String> problems(List<SourceText> files, List<SourceText> models) {
        try {
            CatalogueReader.read(files, models);
            return List.of();
        } catch (InvalidCatalogue wrong) {
            return wrong.problems().stream().map(Problem::toString).toList();
        }
    }

    private static SourceText file(String text) {
        return new SourceText("orders/o-1.yaml", text);
    }

    private static SourceText model(String text) {
        return new SourceText("processes/first-work.bpmn", text);
    }

    private static Mistake mistake(String right, String wrong, String... messages) {
        return new Mistake(right, wrong, messages);
    }

    /** What is written instead of something right, and what is said of it. */
    private record Mistake(String right, String wrong, String... messages) {

        String in(String text) {
            assertThat(text).contains(right);
            return text.replace(right, wrong);
        }

        @Override
        public String toString() {
            return messages[0];
        }
    }
}
