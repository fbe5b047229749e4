package org.eoworkflow.directive.bod;

import java.time.LocalDate;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.eoworkflow.directive.bod.ReleasedDirectives.Document;
import org.eoworkflow.platform.Refusal;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** Released directives for whoever is signed in: the agencies they bind read them here. */
@RestController
@RequestMapping("/api/directives")
class DirectivesController {

    /** A page of text and tables: it needs its own styles and nothing else. */
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";
    private static final MediaType HTML = MediaType.parseMediaType("text/html;charset=UTF-8");

    /** A released directive with the addresses of its documents. */
    record Listed(String number, String title, String order, LocalDate releasedOn, List<String> agencies, List<String> supersedes,
                  String supersededBy, String sha256, String html, String pdf, String guidanceTitle, String guidanceSha256,
                  String guidanceHtml, String guidancePdf) {
    }

    private final ReleasedDirectives directives;

    DirectivesController(ReleasedDirectives directives) {
        this.directives = directives;
    }

    @GetMapping
    List<Listed> list() {
        return directives.all().stream().map(DirectivesController::listed).toList();
    }

    @GetMapping("/{number}")
    ResponseEntity<String> directive(@PathVariable String number) {
        return html(find(number, directives::directive));
    }

    @GetMapping("/{number}.pdf")
    ResponseEntity<byte[]> directivePdf(@PathVariable String number) {
        return pdf(find(number, directives::directive), number(number).slug());
    }

    @GetMapping("/{number}/guidance")
    ResponseEntity<String> guidance(@PathVariable String number) {
        return html(find(number, directives::guidance));
    }

    @GetMapping("/{number}/guidance.pdf")
    ResponseEntity<byte[]> guidancePdf(@PathVariable String number) {
        return pdf(find(number, directives::guidance), number(number).slug() + "-guidance");
    }

    private static Listed listed(ReleasedDirective directive) {
        String address = "/api/directives/" + DirectiveNumber.read(directive.number()).orElseThrow().slug();
        return new Listed(directive.number(), directive.title(), directive.order(), directive.releasedOn(), directive.agencies(),
            directive.supersedes(), directive.supersededBy(), directive.sha256(), address, address + ".pdf", directive.guidanceTitle(),
            directive.guidanceSha256(), address + "/guidance", address + "/guidance.pdf");
    }

    private static Document find(String number, Function<DirectiveNumber, Optional<Document>> documents) {
        return documents.apply(number(number)).orElseThrow(() -> Refusal.unknown("number",
            "No directive %s was released here.".formatted(number(number))));
    }

    private static DirectiveNumber number(String text) {
        return DirectiveNumber.read(text).orElseThrow(() -> Refusal.unknown("number", "A directive is asked for by its number, for example bod-26-04."));
    }

    private static ResponseEntity<String> html(Document document) {
        return headers(document).contentType(HTML).body(document.html());
    }

    private static ResponseEntity<byte[]> pdf(Document document, String name) {
        return headers(document).contentType(MediaType.APPLICATION_PDF)
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.inline().filename(name + ".pdf").build().toString()).body(document.pdf());
    }

    private static ResponseEntity.BodyBuilder headers(Document document) {
        return ResponseEntity.ok().header("Content-Security-Policy", POLICY).header("X-Content-Type-Options", "nosniff");
    }
}
