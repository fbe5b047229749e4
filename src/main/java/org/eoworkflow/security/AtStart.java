package org.eoworkflow.security;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.support.TransactionTemplate;

/** Makes groups, rights and accounts before the first request is taken; nodes that start together do it one after the other. */
@Component
class AtStart implements SmartInitializingSingleton {

    private static final long LOCK = 14409_050;

    private final AccessRights rights;
    private final StartRights starts;
    private final ObjectProvider<DemonstrationAccounts> accounts;
    private final JdbcClient jdbc;
    private final TransactionTemplate transaction;

    AtStart(AccessRights rights, StartRights starts, ObjectProvider<DemonstrationAccounts> accounts, JdbcClient jdbc,
            TransactionTemplate transaction) {
        this.rights = rights;
        this.starts = starts;
        this.accounts = accounts;
        this.jdbc = jdbc;
        this.transaction = transaction;
    }

    @Override
    public void afterSingletonsInstantiated() {
        transaction.executeWithoutResult(status -> {
            jdbc.sql("select pg_advisory_xact_lock(?)").param(LOCK).query().singleRow();
            rights.ensure();
            starts.align();
            accounts.ifAvailable(DemonstrationAccounts::ensure);
        });
    }
}
