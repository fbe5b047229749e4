package org.eoworkflow.coverage;

import org.springframework.test.context.TestContext;
import org.springframework.test.context.TestExecutionListener;

/** Which test class runs. Tests run one after another, so whatever happens in the engine meanwhile is its doing. */
class PresentTest implements TestExecutionListener {

    private static volatile String name = "";

    static String name() {
        return name;
    }

    @Override
    public void beforeTestClass(TestContext context) {
        var type = context.getTestClass();
        while (type.getEnclosingClass() != null) {
            type = type.getEnclosingClass();
        }
        name = type.getSimpleName();
    }
}
