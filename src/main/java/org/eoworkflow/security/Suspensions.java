package org.eoworkflow.security;

import java.util.Optional;

/** Why work rests that nobody can go on with. Whoever lets it rest implements it. */
public interface Suspensions {

    /**
     * What rests, why, and who lets it go on, as sentences.
     *
     * @param businessKey of the process, or null
     * @return empty if nothing that is known here rests under this key
     */
    Optional<String> explain(String businessKey);
}
