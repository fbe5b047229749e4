package org.eoworkflow.directive.clearinghouse;

import static org.assertj.core.api.Assertions.assertThat;

import org.eoworkflow.support.Keeps;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

@Keeps("C-24")
class BindingTermsTest {

    @ParameterizedTest
    @ValueSource(strings = {
        "Operators must participate in scans.", "A participant shall share its findings.", "Each member is required to report within a day.",
        "Operators have to take part.", "Participation is mandatory.", "Taking part is a condition of support.", "It is asked for as a condition of publishing.", "Who leaves pays a penalty.",
        "Fines follow.", "A participant may not leave in the first year.", "Members cannot withdraw.", "A participant may leave only with consent.",
        "Withdrawal requires the approval of the department.", "The minimum term is one year.", "Leaving takes 30 days notice.",
        "A participant stays for at least two years.", "A participant is not entitled to terminate.",
        "Taking part is voluntary. But members must remain until the end of a case.", "It is not a duty. Sanctions may follow"})
    void findsTermsThatBind(String text) {
        assertThat(BindingTerms.in(text)).isPresent();
    }

    @ParameterizedTest
    @ValueSource(strings = {
        "Taking part is voluntary and may be ended at any time, without a reason.", "Taking part is not mandatory.", "There is no penalty for leaving.",
        "No participant must share anything.", "Nobody is required to report.", "Leaving has no consequence and no notice period.",
        "Who does not take part is under no sanction.", "The clearinghouse must protect what is shared.", "The office shall answer within a day.", "The department must report each quarter what came of it.",
        "What was shared is deleted when a participant leaves.", "Neither joining nor staying is a condition of anything.",
        "Taking part is free and a condition of nothing."})
    void leavesOthersAlone(String text) {
        assertThat(BindingTerms.in(text)).isEmpty();
    }
}
