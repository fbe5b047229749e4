package org.eoworkflow.security;

import java.util.List;

/** Which agencies have accounts here. Whoever knows the agencies implements it. */
public interface AgencyDirectory {

    /** All agencies, those with a part of their own in an order first. */
    List<Listed> agencies();

    /**
     * One agency.
     *
     * @param id the id of its group
     * @param principal it has a part of its own in an order, and is not only bound by a directive
     */
    record Listed(String id, String name, String acronym, boolean principal) {
    }
}
