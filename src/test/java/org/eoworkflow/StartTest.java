package org.eoworkflow;

import static org.assertj.core.api.Assertions.assertThat;

import org.camunda.bpm.engine.RuntimeService;
import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class StartTest {

    @Autowired RuntimeService runtime;

    @Test
    void startsOnAnEmptyDatabase() {
        assertThat(runtime).isNotNull();
    }
}
