package org.eoworkflow;

import java.util.List;
import java.util.Locale;
import org.eoworkflow.ledger.VerifyLedger;
import org.eoworkflow.model.lint.LintModels;
import org.eoworkflow.platform.StartChecks;
import org.springframework.boot.SpringApplication;
import org.springframework.boot.autoconfigure.SpringBootApplication;
import org.springframework.boot.context.properties.ConfigurationPropertiesScan;
import org.springframework.boot.logging.LoggingSystem;
import org.springframework.scheduling.annotation.EnableScheduling;

/** Carries out an Executive Order as a set of BPMN processes. */
@SpringBootApplication
@ConfigurationPropertiesScan
@EnableScheduling
public class EoWorkflow {

    public static void main(String[] args) {
        // it speaks American English wherever it runs: keys, hashes and letters must not follow the machine's language
        Locale.setDefault(Locale.US);
        if (args.length > 0 && args[0].equals(VerifyLedger.COMMAND)) {
            System.exit(VerifyLedger.run(List.of(args).subList(1, args.length), System.in, System.out, System.err));
        }
        if (args.length > 0 && args[0].equals(LintModels.COMMAND)) {
            LoggingSystem.get(EoWorkflow.class.getClassLoader()).beforeInitialize();   // keeps libraries silent
            System.exit(LintModels.run(List.of(args).subList(1, args.length), System.out, System.err));
        }
        var application = new SpringApplication(EoWorkflow.class);
        application.addListeners(new StartChecks());
        application.run(args);
    }
}
