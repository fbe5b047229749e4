package org.eoworkflow.directive.bod;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.LocalDate;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class DirectiveNumberTest {

    @ParameterizedTest
    @CsvSource({"2022-09-30,22", "2022-10-03,23", "2026-06-10,26", "2026-09-30,26", "2026-10-01,27", "2026-12-31,27", "2027-01-01,27"})
    void theFiscalYearBeginsOnTheFirstOfOctober(LocalDate day, int year) {
        assertThat(DirectiveNumber.fiscalYear(day)).isEqualTo(year);
    }

    @Test
    void aNumberIsReadAsPeopleAndAsAddressesWriteIt() {
        assertThat(DirectiveNumber.read("BOD 26-04")).hasValue(new DirectiveNumber("BOD", 26, 4));
        assertThat(DirectiveNumber.read("bod-26-04")).get().hasToString("BOD 26-04");
        assertThat(DirectiveNumber.read("ED 26-03")).get().extracting(DirectiveNumber::slug).isEqualTo("ed-26-03");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "26-04", "BOD 26-4", "BOD 26-00", "BOD 2026-04", "BOD 26-04-01", "bod/26-04", "FOO 26-04"})
    void everythingElseIsNone(String text) {
        assertThat(DirectiveNumber.read(text)).isEmpty();
    }

    @Test
    void aWrongSettingStopsTheStart() {
        assertThatThrownBy(() -> new DirectiveSettings("26/3", "")).hasMessageContaining("eo.directives.last-issued").hasMessageContaining("BOD 26-03");
    }
}
