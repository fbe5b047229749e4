package org.eoworkflow.directive.force;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.eoworkflow.platform.CannotStart;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class TechForceSettingsTest {

    @Test
    void withoutSettingsTenAgenciesAreAskedForFiveWorkingDays() {
        assertThat(bind(Map.of()).surveyed()).isEqualTo(TechForceStory.SURVEYED);
        assertThat(bind(Map.of()).window()).isEqualTo(Period.ofDays(5));
    }

    @Test
    void anOfficeNamesItsOwnAgenciesAndWindow() {
        var settings = bind(Map.of("eo.tech-force.surveyed", "gsa,nasa", "eo.tech-force.window", "P10D"));
        assertThat(settings.surveyed()).containsExactly("gsa", "nasa");
        assertThat(settings.window()).isEqualTo(Period.ofDays(10));
    }

    @Test
    void noAgencyTheSameTwiceAndAWindowOfNoDayAreRefused() {
        assertThatThrownBy(() -> new TechForceSettings(List.of(), Period.ofDays(5))).isInstanceOf(CannotStart.class)
            .hasMessageContaining("eo.tech-force.surveyed is empty");
        assertThatThrownBy(() -> new TechForceSettings(List.of("va", "va"), Period.ofDays(5))).hasMessageContaining("names an agency twice");
        assertThatThrownBy(() -> new TechForceSettings(List.of("va"), Period.ofMonths(1))).hasMessageContaining("at least one working day");
    }

    private static TechForceSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("eo.tech-force", TechForceSettings.class);
    }
}
