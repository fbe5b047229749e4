package org.eoworkflow.security;

import org.camunda.bpm.engine.IdentityService;
import org.camunda.bpm.engine.identity.Group;
import org.eoworkflow.security.SignInRecord.Outcome;
import org.springframework.context.annotation.Lazy;
import org.springframework.security.authentication.AuthenticationProvider;
import org.springframework.security.authentication.BadCredentialsException;
import org.springframework.security.authentication.UsernamePasswordAuthenticationToken;
import org.springframework.security.core.Authentication;
import org.springframework.security.core.authority.SimpleGrantedAuthority;
import org.springframework.stereotype.Component;

/** Checks an account and its password against the engine's accounts. Its authorities are the ids of its groups. */
@Component
class SignIn implements AuthenticationProvider {

    static final String WRONG = "Account or password is wrong.";

    private final IdentityService identity;
    private final SignInAttempts attempts;
    private final SignInRecord record;
    private final SlowPasswordHash hash;

    /** Lazy, so that a database or model that stops the start is not reported as a failure of the web server, which is built first. */
    SignIn(@Lazy IdentityService identity, @Lazy SignInAttempts attempts, @Lazy SignInRecord record, SlowPasswordHash hash) {
        this.identity = identity;
        this.attempts = attempts;
        this.record = record;
        this.hash = hash;
    }

    @Override
    public Authentication authenticate(Authentication request) {
        var account = request.getName();
        var password = request.getCredentials() == null ? "" : request.getCredentials().toString();
        var details = (SignInDetails) request.getDetails();
        boolean exists = !account.isBlank() && identity.createUserQuery().userId(account).count() == 1;
        try {
            attempts.begin(account, details.getRemoteAddress());
        } catch (TooManyAttempts e) {
            record.add(Outcome.HELD_BACK, exists ? account : null, details);
            throw e;
        }
        if (!exists) {
            hash.waste(password);
        }
        if (!exists || !identity.checkPassword(account, password)) {
            record.add(Outcome.REFUSED, exists ? account : null, details);
            throw new BadCredentialsException(WRONG);
        }
        attempts.succeeded(account, details.getRemoteAddress());
        if (details.way().equals("basic")) {
            record.addOnceInAWhile(account, details);
        } else {
            record.add(Outcome.SIGNED_IN, account, details);
        }
        var groups = identity.createGroupQuery().groupMember(account).list().stream().map(Group::getId).map(SimpleGrantedAuthority::new).toList();
        var signedIn = UsernamePasswordAuthenticationToken.authenticated(account, null, groups);
        signedIn.setDetails(details);
        return signedIn;
    }

    @Override
    public boolean supports(Class<?> type) {
        return UsernamePasswordAuthenticationToken.class.isAssignableFrom(type);
    }
}
