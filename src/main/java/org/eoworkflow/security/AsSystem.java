package org.eoworkflow.security;

import java.util.function.Supplier;
import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Does the product's own work inside a request: it needs no right of the caller, and the engine's log of what people did leaves it out. */
@Component
public class AsSystem {

    private final ObjectProvider<IdentityService> identity;

    AsSystem(ObjectProvider<IdentityService> identity) {
        this.identity = identity;
    }

    public void run(Runnable work) {
        get(() -> {
            work.run();
            return null;
        });
    }

    /** Does it, and gives what comes of it. */
    public <T> T get(Supplier<T> work) {
        var caller = identity.getObject().getCurrentAuthentication();
        identity.getObject().clearAuthentication();
        try {
            return work.get();
        } finally {
            if (caller != null) {
                identity.getObject().setAuthentication(caller.getUserId(), caller.getGroupIds(), caller.getTenantIds());
            }
        }
    }
}
