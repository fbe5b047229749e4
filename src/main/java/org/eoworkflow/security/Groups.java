package org.eoworkflow.security;

import java.util.List;
import java.util.Optional;

/** The groups that accounts are in: per agency all members and three roles, and the offices that work across agencies. */
public final class Groups {

    /** Runs the orders: sees all work, answers data calls' results, escalations and the closing. */
    public static final String ORDER_OFFICE = "order-office";
    /** Reads everything, changes nothing. */
    public static final String AUDITOR = "auditor";
    /** Deploys models, sees no case. */
    public static final String DESIGNER = "designer";
    /** Administers the engine. */
    public static final String ADMIN = "camunda-admin";

    /** What agency members do, in the order in which they do it: the endings of their groups. */
    static final List<String> ROLES = List.of("staff", "approver", "certifier");

    private Groups() {
    }

    /** The agency behind the group of one of its roles: {@code cisa} for {@code cisa-staff}; none for any other group. */
    public static Optional<String> agencyOf(String group) {
        return ROLES.stream().filter(role -> group.endsWith("-" + role)).findFirst()
            .map(role -> group.substring(0, group.length() - role.length() - 1));
    }

    /** The groups of an agency's roles. */
    public static List<String> ofAgency(String agency) {
        return ROLES.stream().map(role -> of(agency, role)).toList();
    }

    /** The group of those who decide and sign for an agency. */
    public static String approver(String agency) {
        return of(agency, "approver");
    }

    static String of(String agency, String role) {
        return agency + "-" + role;
    }
}
