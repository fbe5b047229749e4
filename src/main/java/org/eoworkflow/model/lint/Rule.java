package org.eoworkflow.model.lint;

import java.util.Locale;
import java.util.function.Consumer;

/**
 * One rule for designers.
 *
 * @param level whether a deployment is refused
 * @param asks what it asks of a model, as the documentation lists it
 */
record Rule(String id, Level level, String asks, Consumer<Model> check) {

    /**
     * An error where the process would not do what is drawn or would break a promise of this system. What only makes it harder to read, to
     * plan or to draw is a warning: it is told and refuses nothing.
     */
    enum Level {
        ERROR, WARNING;

        String id() {
            return name().toLowerCase(Locale.ROOT);
        }
    }

    /** Of what is not looked for in one model by itself. */
    Rule(String id, Level level, String asks) {
        this(id, level, asks, model -> { });
    }

    boolean isError() {
        return level == Level.ERROR;
    }
}
