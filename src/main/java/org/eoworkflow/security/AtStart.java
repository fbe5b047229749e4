package org.eoworkflow.security;

import org.eoworkflow.platform.OneAtATime;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.stereotype.Component;

/** Makes groups, rights and accounts before the first request is taken; nodes that start together do it one after the other. */
@Component
class AtStart implements SmartInitializingSingleton {

    private static final long LOCK = 14409_050;

    private final AccessRights rights;
    private final StartRights starts;
    private final ObjectProvider<DemonstrationAccounts> accounts;
    private final OneAtATime nodes;

    AtStart(AccessRights rights, StartRights starts, ObjectProvider<DemonstrationAccounts> accounts, OneAtATime nodes) {
        this.rights = rights;
        this.starts = starts;
        this.accounts = accounts;
        this.nodes = nodes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        nodes.run(LOCK, () -> {
            rights.ensure();
            starts.align();
            accounts.ifAvailable(DemonstrationAccounts::ensure);
        });
    }
}
