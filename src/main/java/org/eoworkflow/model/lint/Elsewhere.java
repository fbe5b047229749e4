package org.eoworkflow.model.lint;

import java.util.Set;

/** What is there besides the files that are looked at: what is deployed, or what is packaged. */
interface Elsewhere {

    /** Ids of the user tasks of all models. */
    Set<String> userTasks();

    /** Keys of processes. */
    Set<String> processes();

    /** Keys of decisions. */
    Set<String> decisions();

    /** Ids of forms; null where somebody else sees to them. */
    Set<String> forms();
}
