package org.eoworkflow.directive.bod;

import java.io.IOException;
import java.time.LocalDate;
import java.util.List;
import java.util.stream.Collectors;
import org.eoworkflow.deadline.Reckoning.Competing;
import org.eoworkflow.platform.CannotStart;
import org.eoworkflow.platform.Refusal;
import org.springframework.boot.context.properties.bind.BindException;
import org.springframework.boot.context.properties.bind.Bindable;
import org.springframework.boot.context.properties.bind.Binder;
import org.springframework.boot.context.properties.source.ConfigurationPropertySource;
import org.springframework.boot.env.YamlPropertySourceLoader;
import org.springframework.core.io.ClassPathResource;
import org.springframework.core.io.Resource;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.error.YAMLException;

/** The rules for remediation with the time in which they were in force: law is asked for as of a day. */
@Component
class RuleSets {

    private static final String FILE = "orders/rules/remediation.yaml";

    private final List<RuleSet> all;

    RuleSets() {
        this.all = read(new ClassPathResource(FILE));
    }

    static List<RuleSet> read(Resource file) {
        try {
            var sources = new YamlPropertySourceLoader().load(FILE, file).stream().map(ConfigurationPropertySource::from).toList();
            var read = new Binder(sources).bind("rule-sets", Bindable.listOf(RuleSet.class)).orElse(List.of());
            if (read.isEmpty() || read.stream().map(RuleSet::id).distinct().count() < read.size()) {
                throw new CannotStart("%s: name at least one rule set, and each once.".formatted(FILE));
            }
            return List.copyOf(read);
        } catch (IOException | BindException | YAMLException e) {
            for (Throwable cause = e; cause != null; cause = cause.getCause()) {
                if (cause instanceof CannotStart wrong) {
                    throw wrong;
                }
            }
            throw new CannotStart("%s: cannot be read. Write the days like \"2026-06-10\".".formatted(FILE), e);
        }
    }

    List<RuleSet> all() {
        return all;
    }

    List<RuleSet> inForce(LocalDate day) {
        return all.stream().filter(rules -> rules.isInForce(day)).toList();
    }

    /** The rules with this id. Refuses to decide by them on a day on which they are not in force. */
    RuleSet require(String id, LocalDate day) {
        return inForce(day).stream().filter(rules -> rules.id().equals(id)).findFirst().orElseThrow(() -> Refusal.conflict(
            "Rule set %s is not in force on %s: no date is decided by it. In force then: %s.".formatted(id, Dates.text(day),
                inForce(day).isEmpty() ? "none" : inForce(day).stream().map(RuleSet::id).collect(Collectors.joining(", ")))));
    }

    /** What the rules said that the vulnerability came under first, and that are in force no longer. */
    List<Competing> earlier(RemediationFacts facts, LocalDate today) {
        return all.stream().filter(rules -> !rules.isInForce(today) && rules.applied(facts))
            .map(rules -> new Competing(rules.version(), null, rules.says())).toList();
    }
}
