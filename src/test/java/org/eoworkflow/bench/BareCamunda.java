package org.eoworkflow.bench;

import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.EnableAutoConfiguration;
import org.springframework.boot.autoconfigure.flyway.FlywayAutoConfiguration;

/** Camunda's web application with nothing of ours: what start-up is compared with. */
@EnableAutoConfiguration(exclude = FlywayAutoConfiguration.class)
public class BareCamunda {

    public static void main(String[] args) {
        SpringApplication.run(BareCamunda.class, args);
    }
}
