package org.eoworkflow.order;

/**
 * A department, agency or office that an order names or binds. Its id is the name of its engine group, too.
 *
 * @param acronym what people call it, or its name where it has none
 * @param mailbox where the agency receives what concerns it
 * @param parent id of the agency it belongs to, or null
 * @param head the office that answers for the agency, or null
 */
public record Agency(String id, String name, String acronym, String mailbox, String parent, Head head) {

    /** An office, never a person. */
    public record Head(String title, String mailbox) {
    }
}
