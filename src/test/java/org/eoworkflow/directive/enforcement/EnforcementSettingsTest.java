package org.eoworkflow.directive.enforcement;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class EnforcementSettingsTest {

    @Test
    void withoutSettingsFourComponentsCommentWithinFiveWorkingDays() {
        var settings = new Binder(new MapConfigurationPropertySource(Map.of())).bindOrCreate("eo.enforcement", EnforcementSettings.class);
        assertThat(settings.components()).isEqualTo(EnforcementStory.COMPONENTS);
        assertThat(settings.window()).isEqualTo(Period.ofDays(5));
    }

    @Test
    void noComponentTheSameTwiceAndAWindowOfNoDayAreRefused() {
        assertThatThrownBy(() -> new EnforcementSettings(List.of(), Period.ofDays(5))).hasMessageContaining("eo.enforcement.components is empty");
        assertThatThrownBy(() -> new EnforcementSettings(List.of("fbi", "fbi"), Period.ofDays(5))).hasMessageContaining("names an agency twice");
        assertThatThrownBy(() -> new EnforcementSettings(List.of("fbi"), Period.ZERO)).hasMessageContaining("at least one working day");
    }
}
