package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.beans.factory.annotation.Autowired;

/** Each rule of the decision table, and that there is no gap between them. */
@EngineTest
class GrantFitTest {

    @Autowired GrantFit table;

    @ParameterizedTest
    @CsvSource({
        "direct,  eligible,    grant,   left,    expired, none,     Closed",
        "none,    individuals, other,   none,    expired, none,     Closed",
        "direct,  eligible,    grant,   none,    open,    none,     No money is left",
        "direct,  eligible,    other,   left,    open,    none,     Neither a grant",
        "direct,  eligible,    other,   unknown, unknown, none,     Neither a grant",
        "direct,  individuals, grant,   left,    open,    none,     Only individuals",
        "none,    eligible,    grant,   left,    open,    none,     does not speak of cybersecurity",
        "direct,  eligible,    grant,   left,    open,    fit,      money is left",
        "direct,  eligible,    unknown, left,    open,    possible, type of assistance is not stated",
        "direct,  unknown,     grant,   left,    open,    possible, Who may apply",
        "direct,  eligible,    grant,   unknown, open,    possible, What money is left",
        "direct,  eligible,    grant,   left,    unknown, possible, Until when",
        "related, eligible,    grant,   left,    open,    possible, is to be found out",
        "related, unknown,     unknown, unknown, unknown, possible, is to be found out"})
    void saysWhetherAProgramFitsAndWhy(String purpose, String applicants, String assistance, String funds, String expiry, String fit, String reason) {
        var answer = table.decide(new GrantFacts(purpose, applicants, assistance, funds, expiry));
        assertThat(answer.fit()).isEqualTo(fit);
        assertThat(answer.reason()).contains(reason);
    }

    @Test
    void hasOneRuleForEveryCombination() {
        Set<String> reasons = new TreeSet<>();
        int fits = 0;
        for (String purpose : List.of("direct", "related", "none")) {
            for (String applicants : List.of("eligible", "individuals", "unknown")) {
                for (String assistance : List.of("grant", "other", "unknown")) {
                    for (String funds : List.of("left", "none", "unknown")) {
                        for (String expiry : List.of("open", "expired", "unknown")) {
                            var answer = table.decide(new GrantFacts(purpose, applicants, assistance, funds, expiry));
                            reasons.add(answer.reason());
                            fits += answer.fit().equals("fit") ? 1 : 0;
                            assertThat(expiry.equals("expired") || funds.equals("none")).as("closed or without money, and yet " + answer)
                                .isIn(false, answer.fit().equals("none"));
                        }
                    }
                }
            }
        }
        assertThat(reasons).as("every rule is met").hasSize(11);
        assertThat(fits).isEqualTo(1);
    }

    @Test
    void whatNoRuleIsForIsAnErrorThatNamesTheFacts() {
        for (var facts : List.of(new GrantFacts("direct", "eligible", "grant", "left", "soon"), new GrantFacts("direct", "eligible", "grant", "some", "open"),
                new GrantFacts("direct", "eligible", "loan", "left", "open"), new GrantFacts("direct", "all", "grant", "left", "open"),
                new GrantFacts("perhaps", "eligible", "grant", "left", "open"))) {
            assertThatThrownBy(() -> table.decide(facts)).isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("has no rule for").hasMessageContaining(facts.toString());
        }
    }
}
