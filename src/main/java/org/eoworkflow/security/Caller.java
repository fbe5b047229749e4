package org.eoworkflow.security;

import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/** Who calls, as the engine knows it: the account of this request and the groups it is in. */
@Component
public class Caller {

    private final IdentityService identity;

    Caller(IdentityService identity) {
        this.identity = identity;
    }

    /** The account's id. Refuses a caller who is not signed in. */
    public String account() {
        var caller = identity.getCurrentAuthentication();
        if (caller == null || caller.getUserId() == null) {
            throw Refusal.forbidden("Sign in first.");
        }
        return caller.getUserId();
    }

    /** Whether the caller is in at least one of these groups. */
    public boolean isIn(String... groups) {
        var caller = identity.getCurrentAuthentication();
        return caller != null && caller.getGroupIds() != null && List.of(groups).stream().anyMatch(caller.getGroupIds()::contains);
    }

    /** Refuses a caller who is in none of these groups, with a message that says who may do it. */
    public void requireAny(String message, String... groups) {
        if (!isIn(groups)) {
            throw Refusal.forbidden(message);
        }
    }
}
