package org.eoworkflow.security;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How guessing passwords is slowed.
 *
 * @param attempts wrong passwords that an account may have before it has to wait
 * @param attemptsPerAddress the same for all that comes from one address, whatever the account
 * @param firstPause the first wait; each further wrong password doubles it
 * @param longestPause the wait never gets longer
 * @param forgetAfter after so long without an attempt the count begins anew
 */
@ConfigurationProperties("eo.sign-in")
record SignInSettings(@DefaultValue("5") int attempts, @DefaultValue("50") int attemptsPerAddress, @DefaultValue("PT5S") Duration firstPause,
                      @DefaultValue("PT15M") Duration longestPause, @DefaultValue("PT1H") Duration forgetAfter) {

    /** How long to wait after so many wrong passwords, of which some are free. */
    Duration pause(int failures, int free) {
        if (failures < free) {
            return Duration.ZERO;
        }
        var pause = firstPause.multipliedBy(1L << Math.min(failures - free, 20));
        return pause.compareTo(longestPause) > 0 ? longestPause : pause;
    }
}
