package org.eoworkflow.security;

import static org.assertj.core.api.Assertions.assertThat;

import org.eoworkflow.support.EngineTest;
import org.eoworkflow.support.Http;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.beans.factory.support.StaticListableBeanFactory;
import org.springframework.boot.test.web.server.LocalServerPort;
import org.springframework.security.web.csrf.DefaultCsrfToken;
import org.springframework.ui.ConcurrentModel;
import org.thymeleaf.ITemplateEngine;
import org.thymeleaf.context.Context;
import java.util.Locale;
import java.util.Map;

@EngineTest
class SignInPageTest {

    @Autowired ITemplateEngine templates;
    @Autowired Landing landing;
    @LocalServerPort int port;

    @Test
    void theDemonstrationListsTheAccountsByRolePrincipalAgenciesFirstAndTheRestFoldedAway() {
        var page = Http.stranger(port).get("/sign-in").body();
        assertThat(page).contains("This is a demonstration", "signing date is shifted", "order.office", "auditor", "designer", "admin");
        assertThat(page.indexOf("value=\"cisa.staff\"")).isPositive().isLessThan(page.indexOf("<details>"));
        assertThat(page.indexOf("value=\"omb.certifier\"")).isPositive().isLessThan(page.indexOf("<details>"));
        assertThat(page.indexOf("value=\"usda.approver\"")).isGreaterThan(page.indexOf("<details>"));
        assertThat(page).contains("name=\"_csrf\"").doesNotContain("style=", "onclick", "<style");
        assertThat(page.split("<script", -1)).as("one script, in a file").hasSize(2);
    }

    @Test
    void outsideADemonstrationNoAccountIsListed() {
        var model = new ConcurrentModel();
        ObjectProvider<DemonstrationAccounts> none = new StaticListableBeanFactory().getBeanProvider(DemonstrationAccounts.class);
        var view = new SignInPage(none, landing).page(Map.of(), new DefaultCsrfToken("X-EO-XSRF-TOKEN", "_csrf", "t"), model);
        var page = templates.process(view, new Context(Locale.US, model.asMap()));
        assertThat(page).contains("Sign in", "name=\"password\"").doesNotContain("emonstration", "cisa.staff", "order.office", "demo<", "<details");
    }

    @Test
    void tellsWhatHappened() {
        assertThat(Http.stranger(port).get("/sign-in?refused").body()).contains("role=\"alert\"", "Account or password is wrong.");
        assertThat(Http.stranger(port).get("/sign-in?wait=120").body()).contains("Try again in 2 minutes.");
        assertThat(Http.stranger(port).get("/sign-in?wait=%3Cscript%3E").body()).doesNotContain("<script>", "Too many");
    }
}
