package org.eoworkflow.model.lint;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.net.URI;
import java.net.URISyntaxException;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** Findings as SARIF 2.1.0, which code hosts and editors show beside the lines of the files. */
@JsonInclude(JsonInclude.Include.NON_NULL)
record Sarif(@JsonProperty("$schema") String schema, String version, List<Run> runs) {

    private static final String SCHEMA = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";
    private static final String HELP = "%s. What it is for and how to keep it: 'What the linter asks' in docs/designers.md.";

    private record Run(Tool tool, List<Result> results) {
    }

    private record Tool(Driver driver) {
    }

    private record Driver(String name, List<Described> rules) {
    }

    private record Described(String id, Text shortDescription, Text fullDescription, Text help, Map<String, String> defaultConfiguration) {

        static Described of(Rule rule) {
            var asks = new Text(Character.toUpperCase(rule.asks().charAt(0)) + rule.asks().substring(1));
            return new Described(rule.id(), asks, asks, new Text(HELP.formatted(asks.text())), Map.of("level", rule.level().id()));
        }
    }

    private record Text(String text) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Result(String ruleId, int ruleIndex, String level, Text message, List<Location> locations, Map<String, String> partialFingerprints) {

        static Result of(Finding finding, List<Rule> rules) {
            var place = new Physical(new Artifact(uri(finding.file())), new Region(finding.line()));
            // a finding is the same one when its line moves
            return new Result(finding.rule().id(), rules.indexOf(finding.rule()), finding.rule().level().id(), new Text(finding.message()),
                List.of(new Location(place, finding.element() == null ? null : List.of(new Logical(finding.element(), "element")))),
                finding.element() == null ? null : Map.of("ruleAndElement/v1", finding.rule().id() + ' ' + finding.element()));
        }
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    private record Location(Physical physicalLocation, List<Logical> logicalLocations) {
    }

    private record Physical(Artifact artifactLocation, Region region) {
    }

    private record Artifact(String uri) {
    }

    private record Region(int startLine) {
    }

    private record Logical(String name, String kind) {
    }

    /**
     * The contents of a SARIF file.
     *
     * @param rules those that were asked, in an order of their own
     */
    static byte[] of(List<Finding> findings, List<Rule> rules) throws JsonProcessingException {
        var driver = new Driver("eo-workflow lint", rules.stream().map(Described::of).toList());
        var results = findings.stream().map(finding -> Result.of(finding, rules)).toList();
        return new ObjectMapper().writerWithDefaultPrettyPrinter().writeValueAsBytes(new Sarif(SCHEMA, "2.1.0", List.of(new Run(new Tool(driver), results))));
    }

    /** Relative to where the command ran, or else absolute. */
    private static String uri(String file) {
        try {
            return Path.of(file).isAbsolute() ? Path.of(file).toUri().toString() : new URI(null, null, file, null).toASCIIString();
        } catch (URISyntaxException e) {
            throw new IllegalArgumentException(file, e);
        }
    }
}
