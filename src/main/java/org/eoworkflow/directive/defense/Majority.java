package org.eoworkflow.directive.defense;

/** What a vote needs to carry. Abstentions count towards the quorum and for neither side. */
enum Majority {

    /** More votes for than against. */
    SIMPLE("more votes for than against"),
    /** At least two votes for each against. */
    TWO_THIRDS("two thirds of the votes for or against"),
    /** At least one vote for and none against. */
    UNANIMOUS("no vote against");

    private final String text;

    Majority(String text) {
        this.text = text;
    }

    /** As a form says it. */
    String text() {
        return text;
    }

    boolean carries(int votesFor, int against) {
        return votesFor > 0 && switch (this) {
            case SIMPLE -> votesFor > against;
            case TWO_THIRDS -> votesFor >= 2 * against;
            case UNANIMOUS -> against == 0;
        };
    }
}
