package org.eoworkflow.security;

import org.camunda.bpm.engine.IdentityService;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;

/** Does the product's own work inside a request: it needs no right of the caller, and the engine's log of what people did leaves it out. */
@Component
class AsSystem {

    private final ObjectProvider<IdentityService> identity;

    AsSystem(ObjectProvider<IdentityService> identity) {
        this.identity = identity;
    }

    void run(Runnable work) {
        var caller = identity.getObject().getCurrentAuthentication();
        identity.getObject().clearAuthentication();
        try {
            work.run();
        } finally {
            if (caller != null) {
                identity.getObject().setAuthentication(caller.getUserId(), caller.getGroupIds(), caller.getTenantIds());
            }
        }
    }
}
