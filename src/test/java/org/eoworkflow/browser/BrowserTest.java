package org.eoworkflow.browser;

import java.lang.annotation.ElementType;
import java.lang.annotation.Retention;
import java.lang.annotation.RetentionPolicy;
import java.lang.annotation.Target;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.extension.ExtendWith;

/** A test in a real browser, on the same application as all other tests. Skipped where no Chromium is; see {@link Chromium}. */
@Target(ElementType.TYPE)
@Retention(RetentionPolicy.RUNTIME)
@EngineTest
@ExtendWith(Chromium.class)
public @interface BrowserTest {
}
