package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.eoworkflow.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DollarsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | $0.00", "1250000 | $1,250,000.00", "$1,250,000.5 | $1,250,000.50", "USD 12.34 | $12.34", "US$ 7 | $7.00", "99 USD | $99.00"})
    void takesAmountsAsPeopleWriteThem(String text, String shown) {
        assertThat(Dollars.text(Dollars.of("f", "It", text))).isEqualTo(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-5 | must not be negative", "$-5 | must not be negative", "-$5 | must not be negative", "(5) | must not be negative", "\u22125 | must not be negative",
        "1.234 | more than two decimals", "0.001 | more than two decimals", "EUR 5 | not in US dollars", "5 \u20AC | not in US dollars", "\u00A35 | not in US dollars",
        "CAD 5 | not in US dollars", "5 million | not in US dollars", "1.000.000,00 | is no amount", "12,34 | is no amount", "1e5 | not in US dollars", "' ' | is missing",
        "12345678901234567890 | is no amount", "$ | is missing"})
    void saysWhatIsWrongWithOthers(String text, String message) {
        assertThatThrownBy(() -> Dollars.of("rows", "Line 1: what is available", text)).isInstanceOf(Refusal.class)
            .hasMessageStartingWith("Line 1: what is available").hasMessageContaining(message);
    }
}
