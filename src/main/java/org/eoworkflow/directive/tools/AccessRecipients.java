package org.eoworkflow.directive.tools;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.regex.Pattern;
import org.eoworkflow.platform.CannotStart;
import org.springframework.core.io.Resource;
import org.springframework.core.io.ResourceLoader;
import org.springframework.stereotype.Component;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.constructor.SafeConstructor;
import org.yaml.snakeyaml.error.MarkedYAMLException;

/** The sectors outside the federal agencies and who is told of the catalogue in each: read from a file at start, and checked whole. */
@Component
class AccessRecipients {

    static final List<String> KINDS = List.of("state-local", "tribal-territorial", "operator");
    static final List<String> SECTORS = List.of("rural-hospital", "community-bank", "local-utility", "other-critical", "none");

    private static final Pattern MAILBOX = Pattern.compile("[^\\s@<>\"(),:;\\[\\]\\\\]{1,64}@[A-Za-z0-9]([A-Za-z0-9.-]*[A-Za-z0-9])?\\.[A-Za-z]{2,}");

    record Recipient(String name, String mailbox) {
    }

    /**
     * Those who are told together.
     *
     * @param kind and sector as the decision tables know them
     */
    record Sector(String id, String name, String kind, String sector, List<Recipient> recipients) {
    }

    private final List<Sector> sectors;

    AccessRecipients(ToolAccessSettings settings, ResourceLoader resources) {
        this.sectors = read(settings.recipients(), resources.getResource(settings.recipients()));
    }

    List<Sector> sectors() {
        return sectors;
    }

    static List<Sector> read(String address, Resource file) {
        List<Sector> sectors = new ArrayList<>();
        Set<String> ids = new HashSet<>();
        for (Object entry : list(address, yaml(address, file), "sectors", "the file")) {
            String place = "sector %d".formatted(sectors.size() + 1);
            Map<?, ?> row = map(address, entry, place);
            String id = text(address, row, "id", place);
            check(id.matches("[a-z0-9]+(-[a-z0-9]+)*"), address, place, "has an id of a wrong form. Write it like 'rural-hospitals'.");
            check(ids.add(id), address, place, "repeats the id '%s'. Name each sector once.".formatted(id));
            sectors.add(new Sector(id, text(address, row, "name", place), oneOf(address, row, "kind", place, KINDS),
                oneOf(address, row, "sector", place, SECTORS), recipients(address, row, place)));
        }
        return List.copyOf(sectors);
    }

    private static List<Recipient> recipients(String address, Map<?, ?> sector, String place) {
        List<Recipient> recipients = new ArrayList<>();
        Set<String> mailboxes = new HashSet<>();
        for (Object entry : list(address, sector, "recipients", place)) {
            String here = "%s, recipient %d".formatted(place, recipients.size() + 1);
            Map<?, ?> row = map(address, entry, here);
            String mailbox = text(address, row, "mailbox", here);
            check(MAILBOX.matcher(mailbox).matches(), address, here, "has no valid mailbox. Write it like 'requests@hospitals.example'.");
            check(mailboxes.add(mailbox), address, here, "repeats a mailbox. Name each once in a sector.");
            recipients.add(new Recipient(text(address, row, "name", here), mailbox));
        }
        check(!recipients.isEmpty(), address, place, "has no recipients. Add one, or take the sector out.");
        return List.copyOf(recipients);
    }

    private static Map<?, ?> yaml(String address, Resource file) {
        try {
            Object read = new Yaml(new SafeConstructor(new LoaderOptions())).load(file.getContentAsString(StandardCharsets.UTF_8));
            return map(address, read, "the file");
        } catch (MarkedYAMLException e) {
            throw new CannotStart("%s:%d: is no YAML. Mend that line.".formatted(address, e.getProblemMark() == null ? 1 : e.getProblemMark().getLine() + 1), e);
        } catch (IOException e) {
            throw new CannotStart("eo.tool-access.recipients names '%s', which cannot be read. Give the address of a file, or leave the setting out.".formatted(address), e);
        }
    }

    private static List<?> list(String address, Map<?, ?> holder, String key, String place) {
        check(holder.get(key) instanceof List, address, place, "must have a list under '%s'.".formatted(key));
        return (List<?>) holder.get(key);
    }

    private static Map<?, ?> map(String address, Object entry, String place) {
        check(entry instanceof Map, address, place, "must hold keys and values.");
        return (Map<?, ?>) entry;
    }

    private static String text(String address, Map<?, ?> row, String key, String place) {
        check(row.get(key) instanceof String text && !text.isBlank(), address, place, "must have a text under '%s'.".formatted(key));
        return ((String) row.get(key)).strip();
    }

    private static String oneOf(String address, Map<?, ?> row, String key, String place, List<String> values) {
        String value = text(address, row, key, place);
        check(values.contains(value), address, place, "has '%s' under '%s', which is none of %s.".formatted(value, key, String.join(", ", values)));
        return value;
    }

    private static void check(boolean right, String address, String place, String problem) {
        if (!right) {
            throw new CannotStart("%s: %s %s".formatted(address, place, problem));
        }
    }
}
