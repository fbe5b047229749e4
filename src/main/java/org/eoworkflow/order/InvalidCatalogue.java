package org.eoworkflow.order;

import java.util.List;
import org.eoworkflow.platform.CannotStart;
import org.eoworkflow.platform.yaml.Problems;
import org.eoworkflow.platform.yaml.Problems.Problem;

/** The catalogue has errors: all of them, each with its place. */
public class InvalidCatalogue extends CannotStart {

    private final transient List<Problem> problems;

    InvalidCatalogue(List<Problem> problems) {
        super(Problems.message("The catalogue of orders is wrong, so nothing was started. Mend the following and start again:", problems));
        this.problems = List.copyOf(problems);
    }

    /** The errors in the order of their places. */
    public List<Problem> problems() {
        return problems;
    }
}
