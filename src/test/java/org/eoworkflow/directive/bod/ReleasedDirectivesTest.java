package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Map;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.jdbc.core.simple.JdbcClient;

/** Released directives: rows that nobody changes, and what is read of them over HTTP. */
@EngineTest
class ReleasedDirectivesTest {

    @Autowired DirectiveStory stories;
    @Autowired JdbcClient jdbc;
    @LocalServerPort int port;

    @ParameterizedTest
    @ValueSource(strings = {"update eo.released_directive set title = 'x'", "delete from eo.released_directive",
        "update eo.directive_supersession set by_number = 'BOD 99-99'", "delete from eo.directive_supersession",
        "truncate eo.released_directive cascade"})
    void theApplicationsAccountCannotChangeWhatWasReleased(String sql) {
        assertThatThrownBy(() -> jdbc.sql(sql).update()).rootCause().hasMessageContaining("permission denied");
    }

    @Test
    void whoeverIsSignedInReadsThem() {
        var directive = stories.begin();
        String external = DirectiveStory.freshNumber();
        String number = directive.released(Map.of("supersedes", external));
        String address = "/api/directives/" + number.toLowerCase().replace(' ', '-');
        var agency = Http.basic(port, "nasa.staff");

        assertThat(agency.get("/api/directives").body()).contains("\"number\":\"" + number + "\"", "\"supersedes\":[\"" + external + "\"]",
            "\"pdf\":\"" + address + ".pdf\"");
        var page = agency.get(address);
        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.body()).contains("Closing Known Holes", "This directive revokes and replaces " + external);
        assertThat(page.headers().firstValue("Content-Type")).hasValue("text/html;charset=UTF-8");
        assertThat(page.headers().allValues("Content-Security-Policy")).singleElement().asString().contains("default-src 'none'");
        assertThat(page.headers().firstValue("X-Content-Type-Options")).hasValue("nosniff");
        var pdf = agency.get(address + ".pdf");
        assertThat(pdf.statusCode()).isEqualTo(200);
        assertThat(pdf.body()).startsWith("%PDF-");
        assertThat(pdf.headers().firstValue("Content-Type")).hasValue("application/pdf");
        assertThat(agency.get(address + "/guidance").body()).contains("How to close holes", "Begin with what is exposed.");
        assertThat(agency.get(address + "/guidance.pdf").body()).startsWith("%PDF-");
        assertThat(agency.get("/api/directives/" + number.replace(" ", "%20")).statusCode()).isEqualTo(200);

        for (var path : List.of("/api/directives", address, address + ".pdf", address + "/guidance", address + "/guidance.pdf")) {
            assertThat(Http.stranger(port).get(path).statusCode()).as(path).isEqualTo(401);
        }
    }

    @Test
    void whatWasNotReleasedIsUnknown() {
        assertThat(Http.basic(port, "nasa.staff").get("/api/directives/bod-99-98")).satisfies(answer -> {
            assertThat(answer.statusCode()).isEqualTo(404);
            assertThat(answer.body()).contains("No directive BOD 99-98 was released here.");
        });
        assertThat(Http.basic(port, "nasa.staff").get("/api/directives/something.pdf").statusCode()).isEqualTo(404);
    }

    @Test
    void markupInATextIsShownAndNotObeyed() {
        var directive = stories.begin();
        String number = DirectiveStory.freshNumber();
        directive.analyze();
        directive.scope(Map.of("systemsInScope", "All <b>systems</b> & networks:\n- one\n- two"));
        directive.draft(number, Map.of("directiveTitle", "Title <i>with</i> marks"));
        directive.guide();
        directive.counselClears();
        directive.everybodyConcurs();
        directive.approve();
        directive.sign();

        assertThat(Http.basic(port, "nasa.staff").get("/api/directives/" + number.toLowerCase().replace(' ', '-')).body())
            .contains("All &lt;b&gt;systems&lt;/b&gt; &amp; networks:", "<ul><li>one</li><li>two</li></ul>", "Title &lt;i&gt;with&lt;/i&gt; marks")
            .doesNotContain("<b>", "<i>");
    }
}
