package org.eoworkflow.support;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;

/** A test class that keeps clauses of the order, mostly limits, over everything there is. The page on traceability names it. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
public @interface Keeps {

    /** Ids of the clauses. */
    String[] value();
}
