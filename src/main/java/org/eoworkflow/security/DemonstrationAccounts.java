package org.eoworkflow.security;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.User;
import org.eoworkflow.security.AgencyDirectory.Listed;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.stereotype.Component;

/** Accounts with a password that everybody knows, for the demonstration and for tests: roles, not people. */
@Component
@ConditionalOnProperty("eo.accounts.demonstration")
class DemonstrationAccounts {

    /** A second member of the staff: who drafted does not review. */
    private static final String COUNSEL = "counsel";

    private final IdentityService identity;
    private final AgencyDirectory directory;
    private final String password;

    DemonstrationAccounts(IdentityService identity, AgencyDirectory directory, @Value("${eo.demonstration.password}") String password) {
        this.identity = identity;
        this.directory = directory;
        this.password = password;
    }

    String password() {
        return password;
    }

    /** Offices that work across agencies. */
    List<Account> offices() {
        return List.of(
            new Account("order.office", "Order", "office", "runs the order: sees all work, asks for status, closes it", List.of(Groups.ORDER_OFFICE)),
            new Account("order.deputy", "Order office", "deputy", "approves what the order office has prepared", List.of(Groups.ORDER_OFFICE)),
            new Account("auditor", "Auditor", "", "reads everything, changes nothing", List.of(Groups.AUDITOR)),
            new Account("designer", "Designer", "", "deploys process models", List.of(Groups.DESIGNER)),
            new Account("admin", "Administrator", "", "manages accounts and rights", List.of(Groups.ADMIN)));
    }

    /** The accounts of each agency, principal agencies first. */
    Map<Listed, List<Account>> ofAgencies() {
        var accounts = new LinkedHashMap<Listed, List<Account>>();
        directory.agencies().forEach(agency -> accounts.put(agency, names(agency.principal()).stream().map(name -> new Account(agency.id() + "." + name,
            agency.acronym(), name, null, List.of(agency.id(), Groups.of(agency.id(), name.equals(COUNSEL) ? "staff" : name)))).toList()));
        return accounts;
    }

    /** What an agency's accounts are named for: its roles, and counsel where it has drafts of its own to review. */
    static List<String> names(boolean principal) {
        return principal ? List.of("staff", COUNSEL, "approver", "certifier") : Groups.ROLES;
    }

    /** Makes what is missing, memberships included. A password that somebody changed stays changed. */
    void ensure() {
        var wanted = new ArrayList<>(offices());
        ofAgencies().values().forEach(wanted::addAll);
        var there = identity.createUserQuery().list().stream().map(User::getId).collect(Collectors.toSet());
        for (var account : wanted) {
            if (there.contains(account.id())) {
                var groups = identity.createGroupQuery().groupMember(account.id()).list().stream().map(group -> group.getId()).toList();
                account.groups().stream().filter(group -> !groups.contains(group))
                    .forEach(group -> identity.createMembership(account.id(), group));
            } else {
                add(account);
            }
        }
    }

    private void add(Account account) {
        var user = identity.newUser(account.id());
        user.setFirstName(account.firstName());
        user.setLastName(account.lastName());
        user.setPassword(password);
        user.setEmail(account.id() + "@eo.example");   // a reserved domain: nobody is reached
        identity.saveUser(user);
        account.groups().forEach(group -> identity.createMembership(account.id(), group));
    }

    /** One account, named for what it does. */
    record Account(String id, String firstName, String lastName, String purpose, List<String> groups) {
    }
}
