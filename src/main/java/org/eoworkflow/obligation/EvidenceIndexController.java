package org.eoworkflow.obligation;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.CsvTable;
import org.eoworkflow.platform.JsonFile;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RequestMapping;
import org.springframework.web.bind.annotation.RestController;

/** What evidence there is for an order, as files: of each item what it is and its SHA-256. Only of items that the caller may read one by one, too. */
@RestController
@RequestMapping("/api/orders/{order}")
class EvidenceIndexController {

    private static final List<String> COLUMNS = List.of("Id", "Clause", "Directive", "Agency", "Form", "Title", "Kind", "Description", "Marking",
        "CUI category", "Media type", "Size (bytes)", "SHA-256", "Added by", "Added", "Download");

    private final EvidenceStore evidence;
    private final Catalogue catalogue;
    private final Parties parties;
    private final EvidenceRights rights;
    private final ObjectMapper json;

    EvidenceIndexController(EvidenceStore evidence, Catalogue catalogue, Parties parties, EvidenceRights rights, ObjectMapper json) {
        this.evidence = evidence;
        this.catalogue = catalogue;
        this.parties = parties;
        this.rights = rights;
        this.json = json;
    }

    record Item(UUID id, String clause, String directive, String agency, String form, String title, String kind, String description,
                String marking, String cuiCategory, String mediaType, Long size, String sha256, String addedBy, Instant addedAt,
                String download) {
    }

    @GetMapping("/evidence.json")
    void json(@PathVariable String order, HttpServletResponse response) throws IOException {
        check(order);
        var file = JsonFile.on(Attachment.of(response, order + "-evidence.json"));
        var writer = json.writer().without(SerializationFeature.FLUSH_AFTER_WRITE_VALUE);
        file.writeStartArray();
        read(order, item -> writer.writeValue(file, item));
        file.writeEndArray();
        file.close();
    }

    @GetMapping("/evidence.csv")
    void csv(@PathVariable String order, HttpServletResponse response) throws IOException {
        check(order);
        var table = new CsvTable(Attachment.of(response, order + "-evidence.csv"), COLUMNS);
        read(order, item -> table.row(item.id(), item.clause(), item.directive(), item.agency(), item.form(), item.title(), item.kind(),
            item.description(), item.marking(), item.cuiCategory(), item.mediaType(), item.size(), item.sha256(), item.addedBy(),
            WashingtonTime.iso(item.addedAt()), item.download()));
        table.close();
    }

    private void check(String order) {
        parties.requireAgency();
        catalogue.order(order);
    }

    private interface Reader {

        void next(Item item) throws IOException;
    }

    /** Page by page, so that nobody who is slow to fetch them holds a connection of the database. */
    private void read(String order, Reader reader) throws IOException {
        for (var page = evidence.after(order, null); !page.isEmpty(); page = evidence.after(order, page.get(page.size() - 1))) {
            for (var item : rights.readable(page)) {
                reader.next(view(item));
            }
        }
    }

    private static Item view(Evidence item) {
        return new Item(item.id(), item.place().clause(), item.place().directive(), item.place().agency(), item.form(), item.title(), item.kind(),
            item.description(), item.marking(), item.cuiCategory(), item.mediaType(), item.size(), item.sha256(), item.addedBy(),
            item.addedAt(), item.form().equals("file") ? "/api/evidence/" + item.id() : null);
    }
}
