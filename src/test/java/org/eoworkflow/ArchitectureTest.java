package org.eoworkflow;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.equivalentTo;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.List;
import org.camunda.bpm.engine.impl.identity.Authentication;

/** A package uses those before it in the way of the data, never those after it. */
@AnalyzeClasses(packages = "org.eoworkflow", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final List<String> ORDER = List.of("platform", "ledger", "notification", "security", "order", "deadline",
        "obligation", "directive", "task", "model", "oversight");

    @ArchTest
    static final ArchRule PACKAGES_FOLLOW_THE_DATA = classes().should(new ArchCondition<>("use only packages before their own") {
        @Override
        public void check(JavaClass user, ConditionEvents events) {
            int own = place(user);
            user.getDirectDependenciesFromSelf().stream()
                .filter(d -> d.getTargetClass().getPackageName().startsWith("org.eoworkflow.") && place(d.getTargetClass()) > own)
                .forEach(d -> events.add(SimpleConditionEvent.violated(user, d.getDescription())));
        }
    });

    @ArchTest
    static final ArchRule EVERY_PACKAGE_HAS_A_PLACE = classes().that().resideInAPackage("org.eoworkflow..").and()
        .resideOutsideOfPackage("org.eoworkflow").should(new ArchCondition<>("be in a package that the order names") {
            @Override
            public void check(JavaClass type, ConditionEvents events) {
                if (place(type) < 0) {
                    events.add(SimpleConditionEvent.violated(type, type.getName() + " is in a package without a place"));
                }
            }
        });

    /** The exceptions, each with a decision record: the clock, and how passwords are hashed. The public API itself returns Authentication. */
    @ArchTest
    static final ArchRule ONLY_THE_PUBLIC_ENGINE = noClasses()
        .that().doNotHaveFullyQualifiedName("org.eoworkflow.platform.EngineClock")
        .and().doNotHaveFullyQualifiedName("org.eoworkflow.security.SlowPasswordHash")
        .should().dependOnClassesThat(resideInAPackage("org.camunda.bpm.engine.impl..")
            .and(not(equivalentTo(Authentication.class))));

    private static int place(JavaClass type) {
        if (type.getPackageName().equals("org.eoworkflow")) {
            return ORDER.size();
        }
        var rest = type.getPackageName().substring("org.eoworkflow.".length());
        return ORDER.indexOf(rest.contains(".") ? rest.substring(0, rest.indexOf('.')) : rest);
    }
}
