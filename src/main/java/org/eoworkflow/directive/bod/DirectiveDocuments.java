package org.eoworkflow.directive.bod;

import java.time.Instant;
import java.time.LocalDate;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import org.eoworkflow.directive.bod.ReleasedDirectives.Document;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.Sha256;
import org.springframework.stereotype.Component;

/** Makes a directive, its guidance and the mail that announces both. */
@Component
class DirectiveDocuments {

    /** Who speaks: names of the office and the department, the title of its head, the account that signed and when. */
    record Signature(String office, String department, String head, String account, Instant at) {

        LocalDate day() {
            return LocalDate.ofInstant(at, EngineClock.WASHINGTON);
        }
    }

    private static final DateTimeFormatter TIME =
        DateTimeFormatter.ofPattern("MMMM d, yyyy, h:mm a 'ET'", Locale.US).withZone(EngineClock.WASHINGTON);

    private final Documents documents;
    private final RemediationTable remediation;

    DirectiveDocuments(Documents documents, RemediationTable remediation) {
        this.documents = documents;
        this.remediation = remediation;
    }

    Document directive(Draft draft, List<String> agencies, Signature signature) {
        var values = common(draft, signature);
        values.put("heading", "Binding Operational Directive " + draft.number().toString().substring(4));
        values.put("title", draft.text("directiveTitle"));
        values.put("authority", Paragraphs.html(draft.text("authority")));
        values.put("background", Paragraphs.html(draft.text("background")));
        values.put("systems", Paragraphs.html(draft.text("systemsInScope")));
        values.put("excluded", Paragraphs.html(draft.text("systemsExcluded")));
        values.put("agencies", Paragraphs.sentence(agencies));
        values.put("actions", actions(draft, signature.day()));
        boolean byTimeline = draft.actions().stream().anyMatch(DraftedAction::byTimeline);
        values.put("timeline", byTimeline ? remediation.rows() : List.of());
        values.put("timelineVersion", byTimeline ? remediation.version() : "");
        values.put("reporting", Paragraphs.html(draft.text("reporting")));
        values.put("revokes", revokes(draft));
        values.put("head", signature.head());
        values.put("signedBy", signature.account());
        values.put("signedAt", TIME.format(signature.at()));
        return document(draft.text("directiveTitle"), documents.html("directive", values));
    }

    Document guidance(Draft draft, Signature signature) {
        var values = common(draft, signature);
        values.put("title", draft.text("guidanceTitle"));
        values.put("directiveTitle", draft.text("directiveTitle"));
        values.put("sections", draft.guidance().stream()
            .map(section -> Map.of("heading", section.heading(), "body", Paragraphs.html(section.body()))).toList());
        values.put("sourceNotes", draft.sourceNotes().stream()
            .map(note -> Map.of("point", note.point(), "readings", Paragraphs.html(note.readings()))).toList());
        return document(draft.text("guidanceTitle"), documents.html("directive-guidance", values));
    }

    String mail(Draft draft, String agency, Signature signature) {
        var values = common(draft, signature);
        values.put("title", draft.text("directiveTitle"));
        values.put("agency", agency);
        values.put("actions", actions(draft, signature.day()));
        values.put("revokes", revokes(draft));
        values.put("contact", draft.text("contact"));
        return documents.html("mail/directive-released", values);
    }

    String noDirective(String title, String reason) {
        return documents.html("mail/no-directive", Map.of("title", title, "reason", reason));
    }

    private static Map<String, Object> common(Draft draft, Signature signature) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("number", draft.number().toString());
        values.put("office", signature.office());
        values.put("department", signature.department());
        values.put("released", Dates.text(signature.day()));
        values.put("note", draft.text("documentNote"));
        values.put("contact", Paragraphs.html(draft.text("contact")));
        return values;
    }

    private static List<Map<String, Object>> actions(Draft draft, LocalDate released) {
        List<Map<String, Object>> rows = new ArrayList<>();
        for (DraftedAction action : draft.actions()) {
            rows.add(Map.of("number", rows.size() + 1, "action", action.action(), "details", Paragraphs.html(action.details()),
                "period", action.period(), "due", "by " + Dates.text(action.due(released)), "reporting", Paragraphs.html(action.reporting())));
        }
        return rows;
    }

    private static String revokes(Draft draft) {
        return Paragraphs.sentence(draft.supersedes().stream().map(DirectiveNumber::toString).toList());
    }

    private Document document(String title, String html) {
        byte[] pdf = documents.pdf(html);
        return new Document(title, html, pdf, Sha256.hex(pdf));
    }
}
