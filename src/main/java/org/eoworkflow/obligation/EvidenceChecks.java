package org.eoworkflow.obligation;

import java.net.URI;
import java.net.URISyntaxException;
import java.util.Locale;
import java.util.Set;
import org.apache.tika.Tika;
import org.apache.tika.mime.MimeTypes;
import org.eoworkflow.obligation.NewEvidence.File;
import org.eoworkflow.obligation.NewEvidence.Label;
import org.eoworkflow.obligation.NewEvidence.Link;
import org.eoworkflow.obligation.NewEvidence.Pointer;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.Refusal.Kind;
import org.eoworkflow.platform.ZipDirectory;
import org.eoworkflow.security.spill.SpillGuard;
import org.springframework.stereotype.Component;

/** What is wrong with an item that is offered as evidence is told by the name of the field. */
@Component
class EvidenceChecks {

    private static final int LINE = 200;
    private static final int URL = 2000;
    private static final int TEXT = 4000;
    private static final Set<String> ZIPPED = Set.of("application/zip", "application/x-tika-ooxml");

    private final EvidenceSettings settings;
    private final SpillGuard guard;

    /** By the first bytes only: nothing is unpacked to tell what it is. */
    private final Tika tika = new Tika(MimeTypes.getDefaultMimeTypes());

    EvidenceChecks(EvidenceSettings settings, SpillGuard guard) {
        this.settings = settings;
        this.guard = guard;
    }

    /** The item as it is kept: without space around its texts, and free of what looks classified. Reading a long file takes a while. */
    NewEvidence checked(NewEvidence item) {
        var checked = fittingOrStopped(item);
        if (checked instanceof File file) {
            guard(file.label());
            guard.file("evidence", file.name(), file.content());
        } else if (checked instanceof Link link) {
            guard("url", "link", link.url());
            guard(link.label());
        } else if (checked instanceof Pointer pointer) {
            guard("registryNumber", "registry number", pointer.registryNumber());
            guard("custodianOffice", "custodian office", pointer.custodianOffice());
            guard("systemName", "system name", pointer.systemName());
        }
        return checked;
    }

    private void guard(Label label) {
        guard("description", "description", label.description());
        guard("cuiCategory", "category of CUI", label.cuiCategory());
    }

    private void guard(String field, String words, String text) {
        guard.text("evidence, field " + field, field, "The " + words, text);
    }

    /** A file that is not taken is looked at, too: who tried to bring in something classified must hear of it, and so must the security officer. */
    private NewEvidence fittingOrStopped(NewEvidence item) {
        try {
            return fitting(item);
        } catch (Refusal refused) {
            if (item instanceof File file && file.content() != null && file.content().length <= settings.maxSize().toBytes()) {
                guard.stopIfMarked("evidence", file.content());
            }
            throw refused;
        }
    }

    private NewEvidence fitting(NewEvidence item) {
        if (item instanceof File file) {
            return new File(fileName(file.name()), content(file), label(file.label()));
        }
        if (item instanceof Link link) {
            return new Link(url(link.url()), label(link.label()));
        }
        var pointer = (Pointer) item;
        return new Pointer(pointerPart("registryNumber", "registry number", pointer.registryNumber()),
            pointerPart("custodianOffice", "custodian office", pointer.custodianOffice()),
            pointerPart("systemName", "system name", pointer.systemName()), kind(pointer.kind()));
    }

    /** Told by the content; of what is no more than text, by the name. */
    String mediaType(File file) {
        return type(file).mediaType();
    }

    private byte[] content(File file) {
        if (file.content() == null || file.content().length == 0) {
            throw Refusal.invalid("file", "The file '%s' is empty. Choose the right file.".formatted(fileName(file.name())));
        }
        if (file.content().length > settings.maxSize().toBytes()) {
            throw tooLarge();
        }
        type(file);
        return file.content();
    }

    /** The refusal of a file above the limit. */
    Refusal tooLarge() {
        return new Refusal(Kind.TOO_LARGE, "file",
            "The file is too large. At most %s are taken; make it smaller, or add a link or a pointer instead.".formatted(settings.maxSizeText()));
    }

    private FileType type(File file) {
        var named = FileType.named(fileName(file.name())).filter(settings.types()::contains);
        var detected = detected(file.content());
        if (named.isPresent() && named.get().fits(detected, file.content())) {
            return named.get();
        }
        var content = settings.types().stream().filter(type -> type.mediaType().equals(detected)).findFirst();
        if (content.isPresent()) {
            throw unsupported("The file '%s' is a %s file by its content, but its name says otherwise. Give it the extension .%s."
                .formatted(fileName(file.name()), content.get().text(), content.get().text()));
        }
        throw unsupported("The file '%s' is of a type that is not taken (%s by its content). Taken are: %s."
            .formatted(fileName(file.name()), detected, settings.typesText()));
    }

    private static Refusal unsupported(String message) {
        return new Refusal(Kind.UNSUPPORTED, "file", message);
    }

    private String detected(byte[] content) {
        var detected = tika.detect(content);
        var archive = ZipDirectory.in(content).stream().filter(found -> found.end() == content.length).findFirst();
        if (archive.isPresent() && (archive.get().start() > 0 || content[0] != 'P')) {
            return "an archive behind other content";
        }
        if (!ZIPPED.contains(detected)) {
            return detected;
        }
        var names = archive.map(ZipDirectory.Archive::names).orElse(Set.of());
        if (names.stream().anyMatch(name -> name.toLowerCase(Locale.ROOT).endsWith("vbaproject.bin"))) {
            return "an Office document with macros";
        }
        return names.contains("word/document.xml") ? FileType.DOCX.mediaType()
            : names.contains("xl/workbook.xml") ? FileType.XLSX.mediaType()
            : names.contains("ppt/presentation.xml") ? FileType.PPTX.mediaType() : "application/zip";
    }

    private static String fileName(String name) {
        if (name == null || name.isBlank()) {
            throw Refusal.invalid("file", "The file has no name. Give it one, such as report.pdf.");
        }
        if (name.chars().anyMatch(c -> Character.isISOControl(c) || Character.getType(c) == Character.FORMAT
                || Character.getType(c) == Character.LINE_SEPARATOR || Character.getType(c) == Character.PARAGRAPH_SEPARATOR)) {
            throw Refusal.invalid("file", "The file's name contains control characters. Rename the file.");
        }
        if (name.contains("/") || name.contains("\\") || name.contains(":") || name.strip().matches("\\.+")) {
            throw Refusal.invalid("file", "The file's name contains a path. Give the name alone, such as report.pdf.");
        }
        if (name.length() > LINE) {
            throw Refusal.invalid("file", "The file's name is longer than %d characters. Rename the file.".formatted(LINE));
        }
        return name.strip();
    }

    private static Label label(Label label) {
        if (label == null) {
            throw Refusal.invalid("kind", "Say what kind of evidence it is, what it shows and how it is marked.");
        }
        return new Label(kind(label.kind()), description(label.description()), marking(label.marking()),
            category(label.marking(), label.cuiCategory()));
    }

    private static String kind(String kind) {
        if (kind == null || !EvidenceStore.KINDS.contains(kind)) {
            throw Refusal.invalid("kind", "Choose what kind of evidence it is: %s.".formatted(String.join(", ", EvidenceStore.KINDS)));
        }
        return kind;
    }

    private static String description(String description) {
        var text = description == null ? "" : description.strip();
        if (text.isEmpty()) {
            throw Refusal.invalid("description", "Say in a sentence what the item shows.");
        }
        return limited("description", "description", text, TEXT);
    }

    private static String marking(String marking) {
        if ("POINTER".equals(marking)) {
            throw Refusal.invalid("marking", "The content of a pointer stays where it is: give its registry number, custodian office and system "
                + "name instead of a file or link.");
        }
        if (!"UNCLASSIFIED".equals(marking) && !"CUI".equals(marking)) {
            throw Refusal.invalid("marking", "Choose the marking: UNCLASSIFIED or CUI. Of classified material give a pointer.");
        }
        return marking;
    }

    private static String category(String marking, String category) {
        var text = category == null ? "" : category.strip();
        if (!"CUI".equals(marking)) {
            if (!text.isEmpty()) {
                throw Refusal.invalid("cuiCategory", "Only CUI has a category. Choose the marking CUI or leave the category empty.");
            }
            return null;
        }
        if (text.isEmpty()) {
            throw Refusal.invalid("cuiCategory", "Name the category of CUI, such as Information Systems Vulnerability Information.");
        }
        return limited("cuiCategory", "category of CUI", text, LINE);
    }

    private static String pointerPart(String field, String words, String value) {
        var text = value == null ? "" : value.strip();
        if (text.isEmpty()) {
            throw Refusal.invalid(field, "A pointer needs a %s.".formatted(words));
        }
        return limited(field, words, text, LINE);
    }

    private static String limited(String field, String words, String text, int limit) {
        if (text.length() > limit) {
            throw Refusal.invalid(field, "The %s is longer than %d characters. Shorten it.".formatted(words, limit));
        }
        if (text.chars().anyMatch(c -> Character.isISOControl(c) && c != '\n' && c != '\r' && c != '\t')) {
            throw Refusal.invalid(field, "The %s contains control characters. Remove them.".formatted(words));
        }
        return text;
    }

    private static String url(String url) {
        var text = url == null ? "" : url.strip();
        if (text.isEmpty()) {
            throw Refusal.invalid("url", "Give the link's address.");
        }
        limited("url", "link's address", text, URL);
        try {
            var uri = new URI(text);
            if (("https".equalsIgnoreCase(uri.getScheme()) || "http".equalsIgnoreCase(uri.getScheme())) && uri.getHost() != null
                    && uri.getUserInfo() == null) {
                return text;
            }
        } catch (URISyntaxException e) {
            // told below
        }
        throw Refusal.invalid("url", "The link's address must begin with https:// or http:// and a host, and carry no name or password.");
    }
}
