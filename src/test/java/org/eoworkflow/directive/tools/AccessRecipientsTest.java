package org.eoworkflow.directive.tools;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import org.eoworkflow.platform.CannotStart;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.springframework.core.io.ByteArrayResource;
import org.springframework.core.io.ClassPathResource;

class AccessRecipientsTest {

    private static final String RIGHT = """
        sectors:
          - id: rural-hospitals
            name: Rural hospitals
            kind: operator
            sector: rural-hospital
            recipients:
              - { name: Hospitals, mailbox: tools@hospitals.example }
        """;

    @Test
    void thoseOfTheJarHaveReservedMailboxesOnly() {
        var sectors = AccessRecipients.read("tool-access.yaml", new ClassPathResource("orders/recipients/tool-access.yaml"));
        assertThat(sectors).hasSize(7).extracting(AccessRecipients.Sector::id).contains("local-authorities", "rural-hospitals", "community-banks", "local-utilities");
        assertThat(sectors).flatExtracting(AccessRecipients.Sector::recipients).extracting(AccessRecipients.Recipient::mailbox)
            .allMatch(mailbox -> mailbox.endsWith(".example"));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', value = {
        "sectors:        | sektors:        | the file must have a list under 'sectors'.",
        "rural-hospitals | Rural hospitals | sector 1 has an id of a wrong form. Write it like 'rural-hospitals'.",
        "kind: operator  | kind: company   | sector 1 has 'company' under 'kind', which is none of state-local, tribal-territorial, operator.",
        "rural-hospital$ | hospital        | sector 1 has 'hospital' under 'sector', which is none of rural-hospital, community-bank, local-utility, other-critical, none.",
        "name: Rural hospitals | label: x  | sector 1 must have a text under 'name'.",
        "tools@          | tools.          | sector 1, recipient 1 has no valid mailbox. Write it like 'requests@hospitals.example'.",
        "name: Hospitals | name: ''        | sector 1, recipient 1 must have a text under 'name'."})
    void whatIsWrongIsToldWithItsPlace(String right, String wrong, String message) {
        refused(RIGHT.replaceFirst("(?m)" + right, wrong), "recipients.yaml: " + message);
    }

    @Test
    void aSectorHasRecipientsAndStandsOnceAndSoDoesAMailbox() {
        refused(RIGHT.replaceFirst("(?s)recipients:.*", "recipients: []\n"), "recipients.yaml: sector 1 has no recipients. Add one, or take the sector out.");
        refused(RIGHT + RIGHT.substring("sectors:\n".length()), "recipients.yaml: sector 2 repeats the id 'rural-hospitals'. Name each sector once.");
        refused(RIGHT + "      - { name: Others, mailbox: tools@hospitals.example }\n",
            "recipients.yaml: sector 1, recipient 2 repeats a mailbox. Name each once in a sector.");
        refused("- one\n", "recipients.yaml: the file must hold keys and values.");
        refused("sectors: [a]\n", "recipients.yaml: sector 1 must hold keys and values.");
        refused("sectors:\n  - id: [\n", "recipients.yaml:3: is no YAML. Mend that line.");
    }

    @Test
    void aFileThatIsNotThereStopsTheStart() {
        assertThatThrownBy(() -> AccessRecipients.read("classpath:nowhere.yaml", new ClassPathResource("nowhere.yaml"))).isInstanceOf(CannotStart.class)
            .hasMessage("eo.tool-access.recipients names 'classpath:nowhere.yaml', which cannot be read. Give the address of a file, or leave the setting out.");
    }

    private static void refused(String yaml, String message) {
        assertThatThrownBy(() -> AccessRecipients.read("recipients.yaml", new ByteArrayResource(yaml.getBytes(StandardCharsets.UTF_8))))
            .isInstanceOf(CannotStart.class).hasMessage(message);
    }
}
