package org.eoworkflow.security.form;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.time.LocalDate;
import java.util.Map;
import org.eoworkflow.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Each rule of a form with a value that it takes and one that it does not. Single quotes stand for double ones. */
class FormCheckTest {

    private static final LocalDate TODAY = LocalDate.of(2026, 7, 2);

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        'type':'textfield','validate':{'required':true}                              | 'a'                    | ''                        | is required.
        'type':'textfield','validate':{'required':true}                              | 'a'                    | null                      | is required.
        'type':'textarea','validate':{'required':true}                               | 'a'                    | '  \\n'                   | is required.
        'type':'textfield'                                                           | null                   | 5                         | must be text.
        'type':'textfield'                                                           | ''                     | true                      | must be text.
        'type':'textfield'                                                           | 'a'                    | {'a':1}                   | must be text.
        'type':'textarea'                                                            | 'a'                    | ['a']                     | must be text.
        'type':'textfield','validate':{'maxLength':3}                                | 'abc'                  | 'abcd'                    | has 4 characters; at most 3 are taken.
        'type':'textfield','validate':{'maxLength':'=limit'}                         | 'abcde'                | 'abcdef'                  | has 6 characters; at most 5 are taken.
        'type':'textfield','validate':{'minLength':3}                                | ''                     | 'ab'                      | needs at least 3 characters.
        'type':'textfield','validate':{'minLength':3}                                | 'abc'                  | 'a  '                     | needs at least 3 characters.
        'type':'textfield','validate':{'pattern':'^P[0-9]{1,4}D$'}                   | 'P30D'                 | 'P30'                     | does not have the form that is asked for: ^P[0-9]{1,4}D$.
        'type':'textfield','validate':{'pattern':'^P[0-9]{1,4}D$'}                   | ''                     | 'xP30D'                   | does not have the form that is asked for: ^P[0-9]{1,4}D$.
        'type':'textfield','validate':{'validationType':'email'}                     | 'soc@agency.example'   | 'soc at agency'           | must be an e-mail address.
        'type':'textfield','validate':{'validationType':'phone'}                     | '+12025550123'         | '555'                     | must be an international phone number such as +12025550123.
        'type':'textfield'                                                           | 'a < b, <10 days'      | '<script>x</script>'      | holds script or active HTML, which is not taken. Write plain text.
        'type':'textarea'                                                            | 'a\\n\\tb'             | 'a\\u0007b'               | holds a control character, which is not taken; line breaks and tabs are.
        'type':'textarea'                                                            | 'a'                    | '\\u0000'                 | holds a control character, which is not taken; line breaks and tabs are.
        'type':'textarea'                                                            | 'a'                    | '\\ud800'                 | holds a control character, which is not taken; line breaks and tabs are.
        'type':'number'                                                              | null                   | '5'                       | must be a number.
        'type':'number'                                                              | 1.5                    | [1]                       | must be a number.
        'type':'number'                                                              | ''                     | 1e400                     | must be a number.
        'type':'number','validate':{'required':true}                                 | 0                      | null                      | is required.
        'type':'number','validate':{'min':1}                                         | 1                      | 0                         | must be at least 1.
        'type':'number','validate':{'max':100}                                       | 100                    | 100.5                     | must be at most 100.
        'type':'number','validate':{'max':'=limit'}                                  | 5                      | 6                         | must be at most 5.
        'type':'number','decimalDigits':0                                            | 3.0                    | 3.1                       | must be a whole number.
        'type':'number','decimalDigits':2                                            | 3.14                   | 3.141                     | takes at most 2 decimal places.
        'type':'number','increment':'0.5'                                            | 1.5                    | 1.7                       | must be a multiple of 0.5.
        'type':'number','serializeToString':true                                     | '12.5'                 | 12.5                      | must be a number, written as text.
        'type':'number','serializeToString':true                                     | '12.5'                 | 'twelve'                  | must be a number, written as text.
        'type':'datetime','subtype':'date'                                           | '2026-02-28'           | '2026-02-30'              | must be a date such as 2026-07-02.
        'type':'datetime','subtype':'date'                                           | ''                     | '7/2/2026'                | must be a date such as 2026-07-02.
        'type':'datetime','subtype':'date'                                           | null                   | '0026-07-02'              | must be a date such as 2026-07-02.
        'type':'datetime','subtype':'date'                                           | '2024-02-29'           | 20260702                  | must be a date such as 2026-07-02.
        'type':'datetime','subtype':'date'                                           | '2026-07-02'           | '2026-07-02T10:00'        | must be a date such as 2026-07-02.
        'type':'datetime','subtype':'date','validate':{'required':true}              | '2026-07-02'           | ''                        | is required.
        'type':'datetime','subtype':'date','disallowPassedDates':true                | '2026-07-02'           | '2026-07-01'              | must not be in the past.
        'type':'datetime','subtype':'time'                                           | '10:15+00:00'          | '25:00+00:00'             | must be a time such as 14:30-04:00.
        'type':'datetime','subtype':'time','timeSerializingFormat':'no_timezone'     | '10:15'                | '10:15Z'                  | must be a time such as 14:30.
        'type':'datetime','subtype':'datetime'                                       | '2026-05-07T11:30+00:00' | '2026-05-07'            | must be a date and time such as 2026-07-02T14:30-04:00.
        'type':'datetime','subtype':'datetime','timeSerializingFormat':'utc_normalized' | '2026-05-07T14:13Z' | '2026-13-07T14:13Z'       | must be a date and time such as 2026-07-02T14:30Z.
        'type':'checkbox'                                                            | null                   | 'yes'                     | must be true or false.
        'type':'checkbox','validate':{'required':true}                               | true                   | false                     | is required.
        'type':'radio','values':[{'label':'A','value':'a'},{'label':'B','value':'b'}] | 'a'                   | 'c'                       | must be one of: a, b.
        'type':'select','values':[{'label':'One','value':1}]                         | 1.0                    | '1'                       | must be one of: 1.
        'type':'select','values':[{'label':'One','value':1}]                         | ''                     | {'value':1}               | takes one of the offered values, not a structure.
        'type':'select','valuesKey':'offered'                                        | 'x'                    | 'z'                       | must be one of the offered values.
        'type':'select','valuesKey':'missing'                                        | null                   | 'z'                       | must be one of the offered values.
        'type':'select','valuesExpression':'=for o in agencies return o.id'          | 'cisa'                 | 'kgb'                     | must be one of the offered values.
        'type':'select','valuesExpression':'=agencies','validate':{'required':true}  | 'gsa'                  | null                      | is required.
        'type':'checklist','valuesKey':'offered'                                     | ['x','y']              | ['x','z']                 | must be one of the offered values.
        'type':'taglist','valuesKey':'offered'                                       | []                     | 'x'                       | must be a list of the offered values (a JSON array).
        'type':'taglist','valuesKey':'offered'                                       | null                   | ['x','x']                 | holds a value twice.
        'type':'taglist','valuesKey':'offered','validate':{'required':true}          | ['y']                  | []                        | is required.
        'type':'textfield','validate':{'required':true},'conditional':{'hide':'=offered[1] = \\"x\\"'}    | null | null                   |
        'type':'textfield','validate':{'required':true},'conditional':{'hide':'=offered[1] != \\"x\\"'}   | 'a'  | null                   | is required.
        'type':'textfield','validate':{'required':true},'conditional':{'hide':'=nothing != \\"x\\"'}      | null | null                   |
        'type':'textfield','validate':{'required':true},'conditional':{'hide':'=nothing = \\"x\\"'}       | 'a'  | null                   | is required.
        'type':'textfield','validate':{'required':true},'conditional':{'hide':'=count(nothing) = 0'}      | 'a'  | null                   | is required.
        'type':'textfield','validate':{'required':true},'conditional':{'hide':'=nothing = null or nothing = \\"\\"'} | null | null         |
        'type':'textfield','validate':{'required':true},'disabled':true              | null                   | null                      |
        'type':'textfield','validate':{'required':true},'readonly':'=limit = 5'      | null                   | null                      |
        """)
    void eachRuleTakesWhatItShouldAndRefusesTheRest(String field, String good, String bad, String refusal) {
        var form = form("{" + field + ",'id':'f','key':'f','label':'Field'}");
        assertThat(problemsOf(form, value(good))).as("taken").isNull();
        if (refusal == null) {
            assertThat(problemsOf(form, value(bad))).as("not looked at").isNull();
        } else {
            assertThat(problemsOf(form, value(bad))).isEqualTo("Task 'T': 'Field' " + refusal);
        }
    }

    @Test
    void aTextWithoutALimitOfItsOwnHasOneNevertheless() {
        var form = form("{'type':'textarea','id':'f','key':'f','label':'Field'}");
        assertThat(problemsOf(form, "a".repeat(10_000))).isNull();
        assertThat(problemsOf(form, "a".repeat(10_001))).isEqualTo("Task 'T': 'Field' has 10,001 characters; at most 10,000 are taken.");
        assertThat(problemsOf(form, new Plain.Foreign("file"))).isEqualTo("Task 'T': 'Field' must be text.");
    }

    @Test
    void aListsRowsAreCheckedOneByOneAndNamed() {
        var form = form("""
            {'type':'dynamiclist','id':'l','path':'f','label':'Milestones','isRepeating':true,'components':[
              {'type':'textfield','id':'n','key':'name','label':'Name','validate':{'required':true}},
              {'type':'datetime','subtype':'date','id':'d','key':'date','label':'Date','validate':{'required':true},'conditional':{'hide':'=this.name = \\"none\\"'}},
              {'type':'dynamiclist','id':'s','path':'steps','label':'Steps','isRepeating':true,'components':[
                {'type':'number','id':'p','key':'percent','label':'Percent','validate':{'max':100},'conditional':{'hide':'=parent.name = \\"free\\"'}}]}]}""");

        assertThat(problemsOf(form, value("[{'name':'a','date':'2026-07-02'},{'name':'none'}]"))).isNull();
        assertThat(problemsOf(form, value("[{'name':'a','date':'2026-07-02'},{'name':'b','date':''}]")))
            .isEqualTo("Task 'T': 'Milestones' row 2: 'Date' is required.");
        assertThat(problemsOf(form, value("[{'name':'none','steps':[{'percent':1},{'percent':101}]}]")))
            .isEqualTo("Task 'T': 'Milestones' row 1, 'Steps' row 2: 'Percent' must be at most 100.");
        assertThat(problemsOf(form, value("[{'name':'none','other':1}]"))).isEqualTo("Task 'T': 'Milestones' row 1: 'other' is no field of this form.");
        assertThat(problemsOf(form, value("[{'name':'none'},'x']"))).isEqualTo("Task 'T': 'Milestones' row 2 must be a row of fields (a JSON object).");
        assertThat(problemsOf(form, value("{'name':'none'}"))).isEqualTo("Task 'T': 'Milestones' must be a list of rows (a JSON array).");
        assertThat(refusal(form, value("[{'name':'none'},{'name':'b'}]")).field()).isEqualTo("f[1].date");
    }

    @Test
    void aGroupWithAPathIsAnObjectAndOneWithoutIsNone() {
        var form = form("""
            {'type':'group','id':'g','path':'f','label':'Contact','components':[
              {'type':'group','id':'g2','label':'Person','components':[{'type':'textfield','id':'n','key':'name','label':'Name','validate':{'required':true}}]},
              {'type':'textfield','id':'m','key':'mail.work','label':'Mail','validate':{'maxLength':5}}]}""");

        assertThat(problemsOf(form, value("{'name':'a','mail':{'work':'a@b.c'}}"))).isNull();
        assertThat(problemsOf(form, null)).isEqualTo("Task 'T': 'Name' is required.");
        assertThat(problemsOf(form, value("{'name':'a','phone':'1','mail':{'home':'a'}}")))
            .isEqualTo("Task 'T': 'phone' is no field of this form. 'home' is no field of this form.");
        assertThat(problemsOf(form, value("{'name':'a','mail':{'work':'a@b.cd'}}"))).isEqualTo("Task 'T': 'Mail' has 6 characters; at most 5 are taken.");
        assertThat(problemsOf(form, value("'a'"))).isEqualTo("Task 'T': 'Contact' must be a group of fields (a JSON object).");
    }

    @Test
    void aHiddenGroupHidesAllThatIsInIt() {
        var form = form("""
            {'type':'group','id':'g','conditional':{'hide':'=f != \\"x\\"'},'components':[
              {'type':'textfield','id':'n','key':'name','label':'Name','validate':{'required':true}}]}""");
        assertThat(problemsOf(form, "y")).isNull();
        assertThat(problemsOf(form, "x")).isEqualTo("Task 'T': 'Name' is required.");
    }

    @Test
    void allProblemsAreToldAtOnceAndTheFirstFieldIsNamed() {
        var form = form("{'type':'textfield','id':'a','key':'a','label':'A','validate':{'required':true}},"
            + "{'type':'number','id':'f','key':'f','label':'B'},{'type':'textfield','id':'c','key':'c','validate':{'required':true}}");
        var refusal = refusal(form, "x");
        assertThat(refusal).hasMessage("Task 'T': 'A' is required. 'B' must be a number. 'c' is required.");
        assertThat(refusal.field()).isEqualTo("a");
        assertThat(refusal.kind()).isEqualTo(Refusal.Kind.INVALID);
    }

    @Test
    void aThousandProblemsAreNotAllTold() {
        var form = form("{'type':'dynamiclist','id':'l','path':'f','label':'Rows','isRepeating':true,'components':["
            + "{'type':'textfield','id':'n','key':'n','label':'N','validate':{'required':true}}]}");
        assertThat(problemsOf(form, value("[" + "{},".repeat(1000) + "{}]"))).endsWith("'Rows' row 20: 'N' is required.").hasSizeLessThan(1000);
    }

    @ParameterizedTest
    @ValueSource(strings = {"<script>alert(1)</script>", "<SCRIPT src=//x>", "< script >", "</script>", "<img src=x onerror=alert(1)>", "<b onclick='x()'>y</b>",
        "<a/onmouseover=x>", "<a href=\"javascript:alert(1)\">x</a>", "<a href=' javascript : x'>", "<a href=&#106;avascript:x>", "<a href='java\tscript:x'>",
        "[text](javascript:alert(1))", "javascript:alert(document.cookie)", "vbscript:msgbox(1)", "<iframe src=x>", "<iframe", "<object data=x>", "<embed src=x>",
        "<svg/onload=x>", "<svg>", "<math>", "<meta http-equiv=refresh>", "<link rel=stylesheet href=x>", "<base href=x>", "<form action=x>",
        "<style type=x>", "<p style=\"background:url(x)\">", "\uFF1Cscript\uFF1E", "<scr\u200Bipt>", "<scr\u0000ipt>", "&#60;script&#62;", "data:text/html,x",
        "<a href=\"x\" title=\">\" onfocus=x>", "<img src=https://elsewhere.example/x.png>"})
    void activeTextIsFound(String text) {
        assertThat(PlainText.isActive(text)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"a < b", "a<b and c>d", "<10 days", "within <15 calendar days>", "<Draft> of BOD 26-04", "Use JavaScript: it is fine", "JavaScript: the use (of it)",
        "The script is attached.", "<link>", "see <https://www.example.gov/x?a=b>", "on = off", "if x<y then on=1", "<b>bold</b>", "object: none", "a & b; c", "C-18 <-> C-19",
        "Überprüfung – “quoted” … ✓", "data: text in a table", "P<0.05", "x <= y", "Agency SOC <soc@agency.example>", "form 3 < form 4", "<subscription>", "x<y, then z"})
    void ordinaryTextIsNot(String text) {
        assertThat(PlainText.isActive(text)).isFalse();
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '~', textBlock = """
        {'type':'filepicker','id':'f','key':'f'}                                       | component 'f': type 'filepicker' is not supported
        {'type':'group','id':'g','components':[{'type':'expression','id':'x','key':'x'}]} | component 'x': type 'expression' is not supported
        {'type':'textfield','id':'f'}                                                  | component 'f': it has no key
        {'type':'textfield','id':'f','key':'f','conditional':{'hide':'=('}}            | component 'f': '=(' is no FEEL expression
        {'type':'textfield','id':'f','key':'f','validate':{'pattern':'('}}             | component 'f': its pattern is no regular expression
        {'type':'textfield','id':'f','key':'f','validate':{'validationType':'iban'}}   | component 'f': validationType 'iban' is not supported
        {'type':'select','id':'f','key':'f'}                                           | component 'f': it has no values to choose from
        {'type':'dynamiclist','id':'f','path':'f'}                                     | component 'f': a list needs a path and isRepeating
        {'type':'text','id':'f','key':'f'}                                             | component 'f' of type 'text' has a key
        """)
    void whatTheServerCannotEnforceIsNoForm(String component, String problem) {
        assertThatThrownBy(() -> form(component)).isInstanceOf(InvalidForm.class).hasMessage(problem);
    }

    private static String problemsOf(Form form, Object value) {
        var refusal = refusal(form, value);
        return refusal == null ? null : refusal.getMessage();
    }

    private static Refusal refusal(Form form, Object value) {
        var problems = new Problems();
        new FormCheck(TODAY, problems, false).check(form, Scope.top(name -> switch (name) {
            case "f" -> value;
            case "limit" -> 5;
            case "offered" -> value("['x','y']");
            case "agencies" -> value("[{'id':'cisa','value':'cisa'},{'id':'gsa','value':'gsa'}]");
            default -> null;
        }));
        try {
            problems.refuse("Task 'T'");
            return null;
        } catch (Refusal refusal) {
            return refusal;
        }
    }

    private static Form form(String components) {
        try {
            return Form.read(new ByteArrayInputStream(("{\"id\":\"form\",\"components\":[" + components.replace('\'', '"') + "]}").getBytes(StandardCharsets.UTF_8)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Object value(String json) {
        try {
            return Plain.JSON.readValue(json.replace('\'', '"'), Object.class);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
