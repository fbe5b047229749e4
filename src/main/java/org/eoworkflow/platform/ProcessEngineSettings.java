package org.eoworkflow.platform;

import org.camunda.bpm.spring.boot.starter.configuration.impl.AbstractCamundaConfiguration;
import org.springframework.boot.sql.init.dependency.DependsOnDatabaseInitialization;
import org.springframework.stereotype.Component;

/** A part of the engine's configuration whose only work is to wait for the migrations: listeners write to our tables from the first event on. */
@Component
@DependsOnDatabaseInitialization
class ProcessEngineSettings extends AbstractCamundaConfiguration {
}
