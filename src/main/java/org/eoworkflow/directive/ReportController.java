package org.eoworkflow.directive;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import java.util.stream.Stream;
import org.eoworkflow.directive.Reports.Report;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.eoworkflow.security.Groups;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Hands out the reports of an order: to the order office, auditors, and the agencies that answer for its directives. */
@RestController
@RequestMapping("/api")
class ReportController {

    private static final String WHO = "Reports of this order are for the order office, auditors and the agencies that answer for its directives.";

    private final Reports reports;
    private final Catalogue catalogue;
    private final Caller caller;

    ReportController(Reports reports, Catalogue catalogue, Caller caller) {
        this.reports = reports;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /**
     * A report as the list shows it.
     *
     * @param supersededBy the report that took its place, or null while it holds
     */
    record Listed(UUID id, String kind, String title, Instant issuedAt, String issuedAtText, String pdf, String html, String pdfSha256,
                  String htmlSha256, long ledgerSequence, String ledgerHash, UUID supersededBy) {
    }

    /** The reports of an order, newest first. */
    @GetMapping("/orders/{order}/reports")
    List<Listed> list(@PathVariable String order) {
        checkReader(order);
        var closing = reports.closing(order).stream().map(Report::id).toList();
        return reports.of(order).stream().map(report -> new Listed(report.id(), report.kind(), report.title(), report.issuedAt(),
            WashingtonTime.text(report.issuedAt()), "/api/reports/" + report.id(), "/api/reports/" + report.id() + "?format=html",
            report.pdfSha256(), report.htmlSha256(), report.ledgerSequence(), report.ledgerHash(),
            closing.indexOf(report.id()) > 0 ? closing.get(closing.indexOf(report.id()) - 1) : null)).toList();
    }

    /** One report as it was issued: a PDF, or with {@code format=html} the page it was made from. */
    @GetMapping("/reports/{id}")
    ResponseEntity<byte[]> download(@PathVariable UUID id, @RequestParam(defaultValue = "pdf") String format) {
        var report = reports.find(id);
        checkReader(report.order());
        return format.equals("html")
            ? file(report.fileName("html"), new MediaType(MediaType.TEXT_HTML, StandardCharsets.UTF_8),
                reports.html(id).getBytes(StandardCharsets.UTF_8))
            : file(report.fileName("pdf"), MediaType.APPLICATION_PDF, reports.pdf(id));
    }

    private static ResponseEntity<byte[]> file(String name, MediaType type, byte[] content) {
        return ResponseEntity.ok().contentType(type)
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(name).build().toString()).body(content);
    }

    private void checkReader(String order) {
        var readers = Stream.concat(Stream.of(Groups.ORDER_OFFICE, Groups.AUDITOR),
            catalogue.order(order).directives().stream().flatMap(directive -> Stream.of(directive.lead(), directive.office())));
        caller.requireAny(WHO, readers.distinct().toArray(String[]::new));
    }
}
