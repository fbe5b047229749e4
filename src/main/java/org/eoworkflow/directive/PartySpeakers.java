package org.eoworkflow.directive;

import org.eoworkflow.order.Catalogue;
import org.eoworkflow.security.Caller;
import org.springframework.stereotype.Component;

/** Who speaks for an agency that is asked: whoever may work on all tasks still speaks for no other agency than the own. */
@Component
public class PartySpeakers {

    private final Catalogue catalogue;
    private final Caller caller;

    PartySpeakers(Catalogue catalogue, Caller caller) {
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /**
     * The signed-in account, which must be in this role of the party.
     *
     * @param role {@code staff} or {@code approver}
     * @param what is given, as the refusal names it, e.g. "The position"
     */
    public String of(String party, String role, String what) {
        caller.requireAny("%s of %s is given by its %s. Your account is not in that group.".formatted(what, catalogue.agency(party).name(), role),
            party + "-" + role);
        return caller.account();
    }
}
