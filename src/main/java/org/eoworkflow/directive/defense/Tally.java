package org.eoworkflow.directive.defense;

/**
 * The count of a vote.
 *
 * @param members how many may vote
 * @param quorum how many must vote for the vote to count, abstentions included
 */
record Tally(int members, int quorum, Majority majority, int votesFor, int against, int abstained) {

    Tally {
        if (quorum < 1 || quorum > members) {
            throw new IllegalArgumentException("a quorum of %d among %d members".formatted(quorum, members));
        }
        if (votesFor < 0 || against < 0 || abstained < 0 || votesFor + against + abstained > members) {
            throw new IllegalArgumentException("more votes than members");
        }
    }

    int cast() {
        return votesFor + against + abstained;
    }

    int silent() {
        return members - cast();
    }

    boolean quorate() {
        return cast() >= quorum;
    }

    boolean carried() {
        return quorate() && majority.carries(votesFor, against);
    }

    /** Whether nothing that the silent members may still do changes the outcome. */
    boolean decided() {
        boolean carriedWhatever = quorate() && majority.carries(votesFor, against + silent());
        boolean lostWhatever = !majority.carries(votesFor + silent(), against);
        return silent() == 0 || carriedWhatever || lostWhatever;
    }
}
