package org.eoworkflow.security.form;

/** A form that cannot be enforced: a component or property that the server does not know, so that nothing slips through unchecked. */
class InvalidForm extends RuntimeException {

    InvalidForm(String message) {
        super(message);
    }
}
