package org.eoworkflow.order;

import java.time.Period;
import java.util.List;

/**
 * A piece of work that an order gives to somebody.
 *
 * @param process key of its own process, or null: then it runs as {@link #TRACKED}
 * @param lead id of the accountable agency
 * @param through id of the component that does the work, or null
 * @param jointly agencies that act with the lead as equals
 * @param consults agencies whose views are asked for
 * @param coordinates agencies that must agree
 * @param involves agencies that take part by practice; the order does not ask for it
 * @param deadline the order's own period from signing, or null
 * @param target a planning target where the order states no deadline, or null
 * @param clauses ids of the clauses it certifies
 * @param continues ids of the clauses in its care that are reviewed, not certified by it
 * @param fromAmendment it is started by an amendment, not with the order
 */
public record Directive(String id, String process, String name, String lead, String through, List<String> jointly, List<String> consults,
                        List<String> coordinates, List<String> involves, Period deadline, Period target, boolean continuous,
                        List<String> clauses, List<String> continues, boolean fromAmendment) {

    /** Key of the process that runs a directive without one of its own. */
    public static final String TRACKED = "TrackedDirective";

    /** Key of the process that runs it. */
    public String processKey() {
        return process == null ? TRACKED : process;
    }

    /** The agency that does the work: the component acted through, or the lead itself. */
    public String office() {
        return through == null ? lead : through;
    }
}
