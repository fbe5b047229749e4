package org.eoworkflow.obligation;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.UUID;
import org.eoworkflow.obligation.EvidenceTasks.EvidenceTask;
import org.eoworkflow.obligation.NewEvidence.File;
import org.eoworkflow.obligation.NewEvidence.Label;
import org.eoworkflow.obligation.NewEvidence.Link;
import org.eoworkflow.obligation.NewEvidence.Pointer;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.springframework.http.CacheControl;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartFile;

/** Evidence over HTTP: read and added at a task, downloaded by whoever has to do with the directive. */
@RestController
class EvidenceController {

    private final EvidenceStore evidence;
    private final EvidenceTasks tasks;
    private final EvidenceChecks checks;
    private final EvidenceSettings settings;
    private final EvidenceRights rights;
    private final Caller caller;

    EvidenceController(EvidenceStore evidence, EvidenceTasks tasks, EvidenceChecks checks, EvidenceSettings settings, EvidenceRights rights,
                       Caller caller) {
        this.evidence = evidence;
        this.tasks = tasks;
        this.checks = checks;
        this.settings = settings;
        this.rights = rights;
        this.caller = caller;
    }

    record Listing(TaskView task, List<Item> items) {
    }

    record TaskView(String id, String name, String clause, boolean required, boolean mayAdd, long maxSize, String maxSizeText,
                    List<String> types, List<String> kinds) {
    }

    record Item(UUID id, String form, String title, String kind, String description, String marking, String cuiCategory, String mediaType,
                Long size, String url, String registryNumber, String custodianOffice, String systemName, String sha256, String addedBy,
                Instant addedAt, String addedAtText, boolean mayRemove, String download) {
    }

    /** A link or a pointer. */
    record Offer(String form, String url, String registryNumber, String custodianOffice, String systemName, String kind,
                 String description, String marking, String cuiCategory) {
    }

    @GetMapping("/api/tasks/{taskId}/evidence")
    Listing list(@PathVariable String taskId) {
        var task = tasks.readable(taskId);
        return new Listing(
            new TaskView(task.id(), task.name(), task.place().clause(), task.required(), task.workable(), settings.maxSize().toBytes(),
                settings.maxSizeText(), settings.types().stream().map(FileType::text).toList(), EvidenceStore.KINDS),
            evidence.of(task.place()).stream().map(this::item).toList());
    }

    @PostMapping(path = "/api/tasks/{taskId}/evidence", consumes = MediaType.MULTIPART_FORM_DATA_VALUE)
    ResponseEntity<Item> addFile(@PathVariable String taskId, @RequestParam(required = false) List<MultipartFile> file,
                                 @RequestParam(required = false) String kind, @RequestParam(required = false) String description,
                                 @RequestParam(required = false) String marking, @RequestParam(required = false) String cuiCategory)
            throws IOException {
        var task = tasks.workable(taskId);
        if (file == null || file.size() != 1) {
            throw Refusal.invalid("file", file == null ? "Choose a file." : "Add one file at a time.");
        }
        return added(task, new File(file.get(0).getOriginalFilename(), file.get(0).getBytes(),
            new Label(kind, description, marking, cuiCategory)));
    }

    @PostMapping(path = "/api/tasks/{taskId}/evidence", consumes = MediaType.APPLICATION_JSON_VALUE)
    ResponseEntity<Item> addOther(@PathVariable String taskId, @RequestBody Offer offer) {
        var task = tasks.workable(taskId);
        if ("link".equals(offer.form())) {
            return added(task, new Link(offer.url(),
                new Label(offer.kind(), offer.description(), offer.marking(), offer.cuiCategory())));
        }
        if ("pointer".equals(offer.form())) {
            if (offer.description() != null && !offer.description().isBlank()) {
                throw Refusal.invalid("description", "A pointer carries a registry number, a custodian office and a system name, nothing else.");
            }
            return added(task, new Pointer(offer.registryNumber(), offer.custodianOffice(), offer.systemName(), offer.kind()));
        }
        throw Refusal.invalid("form", "Say what is added: a link or a pointer. Files are sent as multipart/form-data.");
    }

    private ResponseEntity<Item> added(EvidenceTask task, NewEvidence offered) {
        var result = evidence.insert(task.place(), evidence.checked(offered));
        return ResponseEntity.status(result.added() ? HttpStatus.CREATED : HttpStatus.OK).body(item(result.evidence()));
    }

    @GetMapping("/api/evidence/{id}")
    ResponseEntity<byte[]> download(@PathVariable UUID id) {
        var item = evidence.find(id).orElseThrow(() -> Refusal.unknown("id", "There is no such item of evidence."));
        if (!rights.mayRead(item)) {
            throw Refusal.forbidden("This evidence belongs to a directive of other agencies.");
        }
        var content = evidence.content(id);
        return ResponseEntity.ok()
            .contentType(MediaType.parseMediaType(item.mediaType()))
            .header(HttpHeaders.CONTENT_DISPOSITION, ContentDisposition.attachment().filename(item.name(), StandardCharsets.UTF_8).build().toString())
            .header("X-Content-Type-Options", "nosniff")
            .header("Content-Security-Policy", "default-src 'none'; sandbox")
            .cacheControl(CacheControl.noStore())
            .body(content);
    }

    @DeleteMapping("/api/evidence/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void remove(@PathVariable UUID id) {
        evidence.remove(id);
    }

    /** The server stops reading above the limit, before anything of ours sees the file. */
    @ExceptionHandler
    ResponseEntity<Map<String, String>> tooLarge(MaxUploadSizeExceededException stopped) {
        var refusal = checks.tooLarge();
        return ResponseEntity.status(refusal.kind().status()).body(Map.of("message", refusal.getMessage(), "field", refusal.field()));
    }

    private Item item(Evidence item) {
        return new Item(item.id(), item.form(), item.title(), item.kind(), item.description(), item.marking(), item.cuiCategory(),
            item.mediaType(), item.size(), item.url(), item.registryNumber(), item.custodianOffice(), item.systemName(), item.sha256(),
            item.addedBy(), item.addedAt(), WashingtonTime.text(item.addedAt()), evidence.removable(item, caller.account()),
            item.form().equals("file") ? "/api/evidence/" + item.id() : null);
    }
}
