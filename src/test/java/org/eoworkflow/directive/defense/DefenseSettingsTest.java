package org.eoworkflow.directive.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Period;
import java.util.List;
import java.util.Map;
import org.eoworkflow.platform.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.MapConfigurationPropertySource;

class DefenseSettingsTest {

    @Test
    void withoutSettingsMoreThanHalfOfElevenMembersAreTheQuorumAndSixComponentsCoordinate() {
        var settings = bind(Map.of());

        assertThat(settings.members()).hasSize(11).contains("dod", "state");
        assertThat(settings.quorum()).isEqualTo(6);
        assertThat(settings.majority()).isEqualTo(Majority.SIMPLE);
        assertThat(settings.voteWindow()).isEqualTo(Period.ofDays(5));
        assertThat(settings.components()).containsExactly("army", "navy", "marine-corps", "air-force", "space-force", "defense-agencies");
    }

    @Test
    void anAgencySetsItsOwnRule() {
        var settings = bind(Map.of("eo.defense.members", "dod,doj,state", "eo.defense.quorum", "3", "eo.defense.majority", "two-thirds",
            "eo.defense.vote-window", "P3D"));

        assertThat(settings.members()).containsExactly("dod", "doj", "state");
        assertThat(settings.quorum()).isEqualTo(3);
        assertThat(settings.majority()).isEqualTo(Majority.TWO_THIRDS);
    }

    @ParameterizedTest
    @ValueSource(strings = {"0", "-1", "4"})
    void aQuorumOfNoneOrOfMoreThanTheMembersIsRefused(String quorum) {
        assertThatThrownBy(() -> bind(Map.of("eo.defense.members", "dod,doj,state", "eo.defense.quorum", quorum)))
            .hasRootCauseInstanceOf(CannotStart.class).rootCause()
            .hasMessage("eo.defense.quorum is %s, but must be at least 1 and at most 3, the number of eo.defense.members.".formatted(quorum));
    }

    @Test
    void anEmptyOrRepeatedMemberAndAWindowOfNoDayAreRefused() {
        assertThatThrownBy(() -> new DefenseSettings(List.of(), null, Majority.SIMPLE, Period.ofDays(5), List.of("army")))
            .hasMessageContaining("eo.defense.members is empty");
        assertThatThrownBy(() -> new DefenseSettings(List.of("dod", "dod"), null, Majority.SIMPLE, Period.ofDays(5), List.of("army")))
            .hasMessageContaining("names an agency twice");
        assertThatThrownBy(() -> new DefenseSettings(List.of("dod"), null, Majority.SIMPLE, Period.ZERO, List.of("army")))
            .hasMessageContaining("at least one working day");
    }

    private static DefenseSettings bind(Map<String, String> properties) {
        return new Binder(new MapConfigurationPropertySource(properties)).bindOrCreate("eo.defense", DefenseSettings.class);
    }
}
