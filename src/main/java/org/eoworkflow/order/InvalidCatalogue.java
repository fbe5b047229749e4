package org.eoworkflow.order;

import java.util.List;
import java.util.stream.Collectors;
import org.eoworkflow.platform.CannotStart;

/** The catalogue has errors: all of them, each with its place. */
class InvalidCatalogue extends CannotStart {

    private final transient List<Problem> problems;

    InvalidCatalogue(List<Problem> problems) {
        super(problems.stream().map(problem -> "\n  " + problem).collect(Collectors.joining("",
            "The catalogue of orders is wrong, so nothing was started. Mend the following and start again:", "")));
        this.problems = List.copyOf(problems);
    }

    List<Problem> problems() {
        return problems;
    }

    /** One error: where it is, what it is, and what to do. */
    record Problem(String file, int line, String message) {

        @Override
        public String toString() {
            return file + ":" + line + ": " + message;
        }
    }
}
