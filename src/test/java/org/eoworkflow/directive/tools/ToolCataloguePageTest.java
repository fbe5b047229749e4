package org.eoworkflow.directive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.tools.ToolsStory.tool;
import static org.eoworkflow.directive.tools.ToolsStory.tools;

import java.util.List;
import org.camunda.spin.Spin;
import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.boot.test.web.server.LocalServerPort;

@EngineTest
class ToolCataloguePageTest {

    private static final String PAGE = "/catalogue/tools";

    @Autowired ToolsStory stories;
    @LocalServerPort int port;

    @Test
    void aStrangerIsSentToSignInAndThenToThePage() {
        var stranger = Http.stranger(port);
        var sent = stranger.page(PAGE);
        assertThat(sent.statusCode()).isEqualTo(302);
        assertThat(sent.headers().firstValue("Location")).get().asString().endsWith("/sign-in");
        var signedIn = stranger.signIn("usda.staff", "demo");
        assertThat(signedIn.headers().firstValue("Location")).get().asString().contains(PAGE);
        assertThat(stranger.page(PAGE).statusCode()).isEqualTo(200);
        assertThat(Http.stranger(port).page("/catalogue/catalogue.css").statusCode()).isEqualTo(302);
    }

    @Test
    void whoeverIsSignedInReadsTheToolsAndHowARequestIsMade() {
        var access = stories.access().published();
        var page = Http.browser(port, "gsa.staff").page(PAGE);

        assertThat(page.statusCode()).isEqualTo(200);
        assertThat(page.headers().firstValue("Content-Type")).get().asString().startsWith("text/html");
        assertThat(page.headers().firstValue("Content-Security-Policy")).get().asString().contains("style-src 'self'");
        assertThat(section(page.body(), access.order)).contains("Tools for defenders", "Requests are accepted. Intake opened on", "Scanner", "Invented Provider",
            "Frontier helper", "Covered frontier model, appropriate for", "Water utilities.", "How a request is made", "tools@cisa.example",
            "An answer comes within a week.", "Nobody is obliged to ask for a tool");
    }

    @Test
    void beforeTheDayThePageSaysFromWhenRequestsAreAccepted() {
        var access = stories.access().asked();
        access.view("concur", "");
        access.does("dhs.approver", "ApproveCatalogue", stories.approval("effectiveOn", stories.today().plusDays(5).toString()));

        assertThat(section(Http.browser(port, "gsa.staff").page(PAGE).body(), access.order)).contains("Requests are accepted from", "not before.")
            .doesNotContain("Intake opened");
        assertThat(Http.basic(port, "gsa.staff").get("/api/orders/" + access.order + "/tools").body()).contains("\"accepting\":false");
    }

    @Test
    void underARevokedOrderNoRequestIsAcceptedAnyMore() {
        var access = stories.access().published();
        access.orderRevoked();

        assertThat(section(Http.browser(port, "gsa.staff").page(PAGE).body(), access.order)).contains("The order was revoked: no request is accepted any more.")
            .doesNotContain("Intake opened");
        assertThat(Http.basic(port, "gsa.staff").get("/api/orders/" + access.order + "/tools").body()).contains("\"accepting\":false");
    }

    @Test
    void whatPeopleWroteIsTextAndNoHtml() {
        var access = stories.access();
        access.compiled(tools("tools", Spin.JSON(List.of(tool("Shield & <One>"))), "noCoveredModelReason", "None is designated.", "catalogueTitle", "Tools <now>"));
        access.does("dhs.approver", "ApproveCatalogue", stories.approval());

        assertThat(section(Http.browser(port, "gsa.staff").page(PAGE).body(), access.order)).contains("Shield &amp; &lt;One&gt;", "Tools &lt;now&gt;")
            .doesNotContain("<One>").doesNotContain("<now>");
    }

    @Test
    void theSameIsThereAsData() {
        var access = stories.access();
        var address = "/api/orders/" + access.order + "/tools";
        assertThat(Http.stranger(port).get(address).statusCode()).isEqualTo(401);
        var gsa = Http.basic(port, "gsa.staff");
        var none = gsa.get(address);
        assertThat(none.statusCode()).isEqualTo(404);
        assertThat(none.body()).contains("No catalogue of tools is published under", "\"field\":\"order\"");
        access.published();

        var found = gsa.get(address);
        assertThat(found.statusCode()).isEqualTo(200);
        assertThat(found.body()).contains("\"version\":1", "\"opensOn\":\"" + stories.today() + "\"", "\"accepting\":true", "\"tool\":\"Scanner\"", "\"capacity\":20",
            "\"coveredModel\":true", "\"safeguards\":\"Logs and named accounts.\"", "\"contact\":\"tools@cisa.example\"").doesNotContain("dhs.approver");
        assertThat(gsa.get("/api/orders/no-such-order/tools").statusCode()).isEqualTo(404);
        assertThat(gsa.post(address, "{}").statusCode()).isEqualTo(405);
    }

    /** The part of the page that belongs to an order: all tests share one database. */
    private static String section(String page, String order) {
        int start = page.indexOf("id=\"" + order + "\"");
        assertThat(start).as("the page shows " + order).isPositive();
        return page.substring(start, page.indexOf("</article>", start));
    }
}
