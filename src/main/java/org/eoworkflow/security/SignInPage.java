package org.eoworkflow.security;

import java.time.Duration;
import java.util.Map;
import java.util.function.Predicate;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.security.core.Authentication;
import org.springframework.security.web.csrf.CsrfToken;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The sign-in page, and the way from the address alone to where somebody's work is. */
@Controller
class SignInPage {

    private final ObjectProvider<DemonstrationAccounts> demonstration;
    private final Landing landing;

    SignInPage(ObjectProvider<DemonstrationAccounts> demonstration, Landing landing) {
        this.demonstration = demonstration;
        this.landing = landing;
    }

    @GetMapping("/sign-in")
    String page(@RequestParam Map<String, String> told, CsrfToken token, Model model) {
        model.addAttribute("token", token);
        model.addAttribute("refused", refusal(told));
        model.addAttribute("out", told.containsKey("out"));
        demonstration.ifAvailable(accounts -> {
            Predicate<AgencyDirectory.Listed> principal = AgencyDirectory.Listed::principal;
            model.addAttribute("password", accounts.password());
            model.addAttribute("offices", accounts.offices());
            model.addAttribute("principals", accounts.ofAgencies().keySet().stream().filter(principal).toList());
            model.addAttribute("bound", accounts.ofAgencies().keySet().stream().filter(principal.negate()).toList());
            model.addAttribute("principalRoles", DemonstrationAccounts.names(true));
            model.addAttribute("boundRoles", DemonstrationAccounts.names(false));
        });
        return "sign-in";
    }

    @GetMapping("/")
    String home(Authentication signedIn) {
        return "redirect:" + landing.of(signedIn);
    }

    private static String refusal(Map<String, String> told) {
        if (told.containsKey("refused")) {
            return SignIn.WRONG;
        }
        if (told.containsKey("again")) {
            return "This page was out of date. Sign in again.";
        }
        var seconds = told.get("wait");
        return seconds != null && seconds.matches("\\d{1,5}") ? new TooManyAttempts(Duration.ofSeconds(Long.parseLong(seconds))).getMessage() : null;
    }
}
