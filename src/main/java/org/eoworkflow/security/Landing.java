package org.eoworkflow.security;

import org.springframework.security.core.Authentication;
import org.springframework.security.core.GrantedAuthority;
import org.springframework.stereotype.Component;

/** Where somebody's work is, by role. */
@Component
class Landing {

    String of(Authentication signedIn) {
        var groups = signedIn.getAuthorities().stream().map(GrantedAuthority::getAuthority).toList();
        if (groups.contains(Groups.ADMIN)) {
            return "/camunda/app/admin/default/";
        }
        if (groups.contains(Groups.ORDER_OFFICE) || groups.contains(Groups.AUDITOR)) {
            return "/camunda/app/cockpit/default/";
        }
        return groups.contains(Groups.DESIGNER) ? "/camunda/app/cockpit/default/#/processes" : "/camunda/app/tasklist/default/";
    }
}
