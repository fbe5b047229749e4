package org.eoworkflow.platform;

import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.camunda.bpm.engine.spring.SpringProcessEngineConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/** The engine is built after the migrations, because listeners write to our tables from the first deployment on. */
@Component
@DependsOnDatabaseInitialization
class ProcessEngineSettings extends AbstractCamundaConfiguration {

    @Override
    public void preInit(SpringProcessEngineConfiguration configuration) {
        configuration.setEnforceHistoryTimeToLive(true);
    }
}
