package org.eoworkflow.directive.readiness;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eoworkflow.directive.readiness.ReadinessRecords.Kept;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Records of readiness for the organization that made them, and for nobody else: no order office and no auditor reads them here. */
@RestController
@RequestMapping("/api/readiness-records")
class ReadinessController {

    private static final String WHO = "A record of readiness is for the organization that made it.";
    private static final String POLICY = "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'self'; base-uri 'none'; form-action 'none'";

    private final ReadinessRecords records;
    private final Catalogue catalogue;
    private final Caller caller;

    ReadinessController(ReadinessRecords records, Catalogue catalogue, Caller caller) {
        this.records = records;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /** A record with the addresses of its page and its PDF. */
    record Listed(UUID id, String order, String directive, String title, Instant madeAt, String madeAtText, String html, String pdf,
                  String htmlSha256, String pdfSha256) {
    }

    /** The caller's own organization's records, newest first. */
    @GetMapping
    List<Listed> list() {
        var own = catalogue.orders().stream().flatMap(order -> order.directives().stream().filter(directive -> order.advises(directive.id())))
            .map(directive -> directive.lead()).distinct().filter(caller::isIn).toList();
        if (own.isEmpty()) {
            throw Refusal.forbidden(WHO);
        }
        return own.stream().flatMap(organization -> records.of(organization).stream()).map(ReadinessController::listed).toList();
    }

    private static Listed listed(Kept kept) {
        String address = "/api/readiness-records/" + kept.id();
        return new Listed(kept.id(), kept.order(), kept.directive(), kept.title(), kept.madeAt(), WashingtonTime.text(kept.madeAt()), address,
            address + "?format=pdf", kept.htmlSha256(), kept.pdfSha256());
    }

    /** The page, to be read and printed, or with {@code format=pdf} the PDF. */
    @GetMapping("/{id}")
    ResponseEntity<byte[]> download(@PathVariable UUID id, @RequestParam(defaultValue = "html") String format) {
        var kept = records.find(id);
        caller.requireAny(WHO, kept.organization());
        return format.equals("pdf")
            ? ResponseEntity.ok().contentType(MediaType.APPLICATION_PDF).header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment()
                .filename("%s-%s.pdf".formatted(kept.directive(), WashingtonTime.day(kept.madeAt()))).build().toString()).body(records.pdf(id))
            : ResponseEntity.ok().contentType(new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8)).header("Content-Security-Policy", POLICY)
                .body(records.html(id).getBytes(StandardCharsets.UTF_8));
    }
}
