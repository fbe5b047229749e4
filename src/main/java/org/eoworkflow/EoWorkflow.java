package org.eoworkflow;

import org.eoworkflow.platform.StartChecks;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Carries out an Executive Order as a set of BPMN processes. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class EoWorkflow {

    public static void main(String[] args) {
        var application = new SpringApplication(EoWorkflow.class);
        application.addListeners(new StartChecks());
        application.run(args);
    }
}
