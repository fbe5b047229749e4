package org.eoworkflow.directive.clearinghouse;

import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Finds sentences that bind whoever takes part in the clearinghouse. It finds usual wordings and no others: people read the text as
 * well, counsel among them.
 */
public final class BindingTerms {

    private static final String TAKE_PART = "(?:participate|take part|join|enroll|remain|stay|submit|report|share|provide)";
    private static final String LEAVE = "(?:leav\\w+|withdraw\\w*|terminat\\w+|end\\w*|resign\\w*|quit\\w*)";

    private static final List<Pattern> BINDING = List.of(
        pattern("\\b(?:must|shall|ha(?:s|ve) to|(?:is|are|be) (?:required|obliged|obligated|bound) to)\\b[^.;]{0,60}?\\b" + TAKE_PART + "\\b"),
        pattern("\\b(?:mandatory|compulsory|obligatory|pre-?requisite|a condition (?:of|for))\\b(?! (?:nothing|no|none)\\b)"),
        pattern("\\b(?:penalt(?:y|ies)|penali[sz]\\w+|fined|a fine|fines|sanctions?|liquidated damages|forfeit\\w*|negative mark)\\b"),
        pattern("\\b(?:may not|must not|shall not|cannot|can not|not (?:be )?(?:allowed|entitled|free) to)\\s+" + LEAVE + "\\b"),
        pattern("\\b" + LEAVE + "\\b[^.;]{0,40}?\\b(?:only|needs?|requires?|subject to|with the (?:consent|approval) of)\\b"),
        pattern("\\bonly\\b[^.;]{0,40}?\\b" + LEAVE + "\\b"),
        pattern("\\b(?:minimum (?:term|period|duration)|notice period|period of notice|(?:days|weeks|months)['\u2019]?\\s+(?:prior |written )?notice"
            + "|for (?:at least|a minimum of)\\b[^.;]{0,20}\\b(?:days?|weeks?|months?|years?)|lock-?in)\\b"));

    /** What takes the meaning back, if it stands before. */
    private static final Pattern NEGATION = pattern("\\b(?:no|not|without|never|nobody|no one|neither|nor|none|nothing)\\b[^.;]{0,40}$");

    /** Who may be bound: the clearinghouse itself and those who run it. */
    private static final Pattern OFFICE = pattern("\\b(?:clearinghouse|office|department|secretary|government|treasury|staff|agency|agencies)\\b[^.;]{0,40}$");

    private BindingTerms() {
    }

    /** The first sentence that binds, if there is one. */
    public static Optional<String> in(String text) {
        for (String sentence : text.split("(?<=[.;!?])\\s+|\\n+")) {
            for (Pattern binding : BINDING) {
                Matcher found = binding.matcher(sentence);
                while (found.find()) {
                    String before = sentence.substring(0, found.start());
                    if (!NEGATION.matcher(before).find() && !(binding == BINDING.get(0) && OFFICE.matcher(before).find())) {
                        return Optional.of(sentence.strip());
                    }
                }
            }
        }
        return Optional.empty();
    }

    private static Pattern pattern(String expression) {
        return Pattern.compile(expression, Pattern.CASE_INSENSITIVE);
    }
}
