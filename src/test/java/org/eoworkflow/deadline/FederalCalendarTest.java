package org.eoworkflow.deadline;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import java.time.LocalDate;
import java.util.Arrays;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class FederalCalendarTest {

    private final FederalCalendar calendar = calendar(Map.of());

    @Test
    void theHolidaysOf2026() {
        assertThat(new TreeSet<>(calendar.holidays(2026).keySet())).containsExactlyElementsOf(days(2026, "01-01", "01-19", "02-16", "05-25",
            "06-19", "07-03", "09-07", "10-12", "11-11", "11-26", "12-25"));
        assertThat(calendar.dayOff(LocalDate.of(2026, 7, 3))).contains("Independence Day");
    }

    @Test
    void theHolidaysOf2027WithTheNewYearOf2028() {
        assertThat(new TreeSet<>(calendar.holidays(2027).keySet())).containsExactlyElementsOf(days(2027, "01-01", "01-18", "02-15", "05-31",
            "06-18", "07-05", "09-06", "10-11", "11-11", "11-25", "12-24", "12-31"));
        assertThat(calendar.dayOff(LocalDate.of(2027, 12, 31))).contains("New Year's Day");
        assertThat(calendar.holidays(2028)).doesNotContainKey(LocalDate.of(2028, 1, 1));
    }

    @ParameterizedTest
    @CsvSource({"2026-07-02, true", "2026-07-03, false", "2026-07-04, false", "2026-07-05, false", "2026-07-06, true",
        "2027-12-31, false", "2028-01-03, true"})
    void offersWorkingDaysOnly(LocalDate day, boolean working) {
        assertThat(calendar.isWorkingDay(day)).isEqualTo(working);
    }

    @Test
    void juneteenthIsAHolidayOnlySinceItIsLaw() {
        assertThat(calendar.isWorkingDay(LocalDate.of(2019, 6, 19))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2024, 6, 19))).isFalse();
    }

    @ParameterizedTest
    @CsvSource({"2025-01-20", "2033-01-20", "2013-01-21"})
    void inaugurationDayIsADayOffInWashington(LocalDate day) {
        assertThat(calendar.isWorkingDay(day)).isFalse();
    }

    @Test
    void anInaugurationOnASaturdayGivesNoOtherDay() {
        assertThat(calendar.isWorkingDay(LocalDate.of(2029, 1, 19))).isTrue();
        assertThat(calendar.isWorkingDay(LocalDate.of(2029, 1, 22))).isTrue();
    }

    @Test
    void inaugurationDayIsASettingAndCountsEveryFourthYearOnly() {
        var elsewhere = calendar(Map.of("eo.calendar.inauguration-day", "false"));

        assertThat(elsewhere.isWorkingDay(LocalDate.of(2033, 1, 20))).isTrue();
        assertThat(elsewhere.isWorkingDay(LocalDate.of(2025, 1, 20))).as("also Martin Luther King's birthday").isFalse();
        assertThat(calendar.isWorkingDay(LocalDate.of(2027, 1, 20))).isTrue();
    }

    @Test
    void furtherDaysOffAreASetting() {
        var closed = calendar(Map.of("eo.calendar.days-off", "2026-12-24,2026-12-28"));

        assertThat(closed.isWorkingDay(LocalDate.of(2026, 12, 24))).isFalse();
        assertThat(closed.dayOff(LocalDate.of(2026, 12, 28))).contains("Day off by executive order");
        assertThat(calendar.isWorkingDay(LocalDate.of(2026, 12, 24))).isTrue();
    }

    @Test
    void thePlanningDateForASaturdayIsTheFridayBefore() {
        assertThat(calendar.lastWorkingDayOnOrBefore(LocalDate.of(2026, 8, 1))).isEqualTo("2026-07-31");
        assertThat(calendar.lastWorkingDayOnOrBefore(LocalDate.of(2026, 7, 5))).as("over Independence Day").isEqualTo("2026-07-02");
        assertThat(calendar.lastWorkingDayOnOrBefore(LocalDate.of(2026, 7, 2))).isEqualTo("2026-07-02");
    }

    @ParameterizedTest
    @CsvSource({"2026-07-01, 2, 2026-07-06", "2026-07-02, 0, 2026-07-02", "2026-07-03, 0, 2026-07-06", "2026-06-30, 5, 2026-07-08",
        "2026-07-04, 1, 2026-07-06", "2026-12-24, 1, 2026-12-28"})
    void countsWorkingDaysForward(LocalDate from, int days, LocalDate expected) {
        assertThat(calendar.plusWorkingDays(from, days)).isEqualTo(expected);
    }

    @Test
    void countsNoWorkingDaysBackward() {
        assertThatThrownBy(() -> calendar.plusWorkingDays(LocalDate.of(2026, 7, 1), -1)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void theHoursStayWashingtonsWhenClocksChange() {
        assertThat(FederalCalendar.startOfWork(LocalDate.of(2026, 3, 6))).isEqualTo(Instant.parse("2026-03-06T14:00:00Z"));
        assertThat(FederalCalendar.startOfWork(LocalDate.of(2026, 3, 9))).isEqualTo(Instant.parse("2026-03-09T13:00:00Z"));
        assertThat(FederalCalendar.endOfWork(LocalDate.of(2026, 10, 30))).isEqualTo(Instant.parse("2026-10-30T21:00:00Z"));
        assertThat(FederalCalendar.endOfWork(LocalDate.of(2026, 11, 2))).isEqualTo(Instant.parse("2026-11-02T22:00:00Z"));
    }

    private static Set<LocalDate> days(int year, String... days) {
        return Arrays.stream(days).map(day -> LocalDate.parse(year + "-" + day)).collect(Collectors.toCollection(TreeSet::new));
    }

    private static FederalCalendar calendar(Map<String, String> settings) {
        return new FederalCalendar(new Binder(new MapConfigurationPropertySource(settings))
            .bindOrCreate("eo.calendar", CalendarSettings.class));
    }
}
