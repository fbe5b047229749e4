package org.eoworkflow.directive.defense;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class TallyTest {

    @ParameterizedTest
    @CsvSource({
        // majority, for, against, abstained: carried, decided (11 members, quorum 6)
        "SIMPLE, 6, 0, 0, true, true",
        "SIMPLE, 5, 0, 0, false, false",
        "SIMPLE, 5, 0, 1, true, false",
        "SIMPLE, 5, 5, 1, false, true",
        "SIMPLE, 0, 6, 0, false, true",
        "SIMPLE, 0, 5, 0, false, false",
        "SIMPLE, 0, 0, 11, false, true",
        "SIMPLE, 1, 0, 10, true, true",
        "TWO_THIRDS, 6, 3, 0, true, false",
        "TWO_THIRDS, 8, 3, 0, true, true",
        "TWO_THIRDS, 7, 4, 0, false, true",
        "TWO_THIRDS, 0, 4, 0, false, true",
        "UNANIMOUS, 10, 0, 0, true, false",
        "UNANIMOUS, 10, 0, 1, true, true",
        "UNANIMOUS, 0, 1, 0, false, true"})
    void aVoteCarriesByItsRuleAndIsDecidedWhenNothingCanChangeIt(Majority majority, int votesFor, int against, int abstained, boolean carried,
                                                                 boolean decided) {
        var tally = new Tally(11, 6, majority, votesFor, against, abstained);

        assertThat(tally.carried()).isEqualTo(carried);
        assertThat(tally.decided()).isEqualTo(decided);
    }

    @ParameterizedTest
    @EnumSource(Majority.class)
    void aDecidedVoteEndsTheSameWhateverTheSilentMembersDo(Majority majority) {
        for (var tally : all(7, 4, majority)) {
            var outcomes = all(7, 4, majority).stream().filter(later -> later.votesFor() >= tally.votesFor() && later.against() >= tally.against()
                && later.abstained() >= tally.abstained()).map(Tally::carried).distinct().toList();
            assertThat(tally.decided()).as(tally.toString()).isEqualTo(tally.silent() == 0 || outcomes.size() == 1);
        }
    }

    private static List<Tally> all(int members, int quorum, Majority majority) {
        var all = new ArrayList<Tally>();
        for (int f = 0; f <= members; f++) {
            for (int a = 0; f + a <= members; a++) {
                for (int n = 0; f + a + n <= members; n++) {
                    all.add(new Tally(members, quorum, majority, f, a, n));
                }
            }
        }
        return all;
    }

    @Test
    void aQuorumIsAtLeastOneAndAtMostAllMembers() {
        assertThatThrownBy(() -> new Tally(11, 0, Majority.SIMPLE, 0, 0, 0)).hasMessage("a quorum of 0 among 11 members");
        assertThatThrownBy(() -> new Tally(11, 12, Majority.SIMPLE, 0, 0, 0)).hasMessage("a quorum of 12 among 11 members");
        assertThatThrownBy(() -> new Tally(2, 1, Majority.SIMPLE, 2, 1, 0)).hasMessage("more votes than members");
    }
}
