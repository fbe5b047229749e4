package org.eoworkflow.directive;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import java.math.BigDecimal;
import java.util.List;
import java.util.Map;
import org.eoworkflow.platform.Refusal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DollarsTest {

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0.00 | $0.00", "0.05 | $0.05", "1250000.00 | $1,250,000.00", "1,250,000.00 | $1,250,000.00", "999.99 | $999.99",
        "9999999999999.99 | $9,999,999,999,999.99"})
    void areReadWithOrWithoutCommasAndShownWithThem(String text, String shown) {
        assertThat(read(text)).hasToString(shown);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", " ", "-1.00", "+1.00", "1.005", "1.5", "1", "1.", ".50", "01.00", "1,25.00", "1.250,00", "$1.00", "1.00 EUR", "1e3", "NaN",
        "10000000000000000.00"})
    void arePlainDollarsWithTwoDecimals(String text) {
        assertThatThrownBy(() -> read(text)).hasMessage("Give the cost in US dollars with exactly two decimals, such as 1250000.00: no sign, no other currency.")
            .satisfies(thrown -> assertThat(Refusal.in(thrown).field()).isEqualTo("cost"));
        var row = JsonNodeFactory.instance.objectNode().put("amount", text);
        assertThatThrownBy(() -> Dollars.of("sources", row, "amount", 3, "the amount")).hasMessageStartingWith("Line 3: Give the amount in US dollars")
            .satisfies(thrown -> assertThat(Refusal.in(thrown).field()).isEqualTo("sources[2].amount"));
    }

    @Test
    void addUpToTheCent() {
        assertThat(Dollars.sum(List.of(read("0.10"), read("0.20")))).isEqualTo(read("0.30"));
        assertThat(Dollars.sum(List.of())).isEqualTo(Dollars.NONE);
        assertThat(read("0.29").isLessThan(read("0.30"))).isTrue();
        assertThatThrownBy(() -> new Dollars(new BigDecimal("-1.00"))).isInstanceOf(IllegalArgumentException.class);
        assertThatThrownBy(() -> new Dollars(new BigDecimal("1.000"))).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {"0 | $0.00", "1250000 | $1,250,000.00", "$1,250,000.5 | $1,250,000.50", "USD 12.34 | $12.34", "US$ 7 | $7.00", "99 USD | $99.00"})
    void takesAmountsAsPeopleWriteThem(String text, String shown) {
        assertThat(Dollars.asWritten("f", "It", text)).hasToString(shown);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "-5 | must not be negative", "$-5 | must not be negative", "-$5 | must not be negative", "(5) | must not be negative", "\u22125 | must not be negative",
        "1.234 | more than two decimals", "0.001 | more than two decimals", "EUR 5 | not in US dollars", "5 \u20AC | not in US dollars", "\u00A35 | not in US dollars",
        "CAD 5 | not in US dollars", "5 million | not in US dollars", "1.000.000,00 | is no amount", "12,34 | is no amount", "1e5 | not in US dollars", "' ' | is missing",
        "12345678901234567890 | is no amount", "$ | is missing"})
    void saysWhatIsWrongWithOthers(String text, String message) {
        assertThatThrownBy(() -> Dollars.asWritten("rows", "Line 1: what is available", text)).isInstanceOf(Refusal.class)
            .hasMessageStartingWith("Line 1: what is available").hasMessageContaining(message);
    }

    private static Dollars read(String text) {
        return Dollars.of(new Fields(Map.<String, Object>of("cost", text)::get), "cost", "the cost");
    }
}
