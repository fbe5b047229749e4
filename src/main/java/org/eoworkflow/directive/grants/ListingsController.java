package org.eoworkflow.directive.grants;

import com.fasterxml.jackson.annotation.JsonInclude;
import jakarta.servlet.http.HttpServletRequest;
import java.io.IOException;
import java.util.List;
import org.eoworkflow.directive.grants.Listing.BadRecord;
import org.eoworkflow.directive.grants.ListingImports.Imported;
import org.eoworkflow.directive.grants.ListingImports.NotTaken;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.Caller;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.bind.annotation.RestController;

/** Listings over HTTP: a file is sent as the request's body, so that a large one is never held in memory. */
@RestController
class ListingsController {

    private final ListingTasks tasks;
    private final ListingImports imports;
    private final GrantSettings settings;
    private final Caller caller;

    ListingsController(ListingTasks tasks, ListingImports imports, GrantSettings settings, Caller caller) {
        this.tasks = tasks;
        this.imports = imports;
        this.settings = settings;
        this.caller = caller;
    }

    record Listings(boolean mayImport, long maxSize, String maxSizeText, List<Imported> imports) {
    }

    @JsonInclude(JsonInclude.Include.NON_NULL)
    record Refused(String message, String field, List<BadRecord> badRecords) {
    }

    @GetMapping("/api/tasks/{taskId}/listings")
    Listings list(@PathVariable String taskId) {
        var task = tasks.readable(taskId);
        return new Listings(task.workable(), settings.maxSize().toBytes(), settings.maxSize().toMegabytes() + " MB", imports.of(task.businessKey()));
    }

    /**
     * @param name of the file, as people know it
     * @param goodOnly take the good records although some are bad
     */
    @PostMapping("/api/tasks/{taskId}/listings")
    Imported take(@PathVariable String taskId, @RequestParam(defaultValue = "") String name, @RequestParam(defaultValue = "false") boolean goodOnly,
                  HttpServletRequest request) throws IOException {
        var task = tasks.workable(taskId);
        String file = Texts.line(Texts.clean(name));
        if (file.isEmpty() || file.length() > 200 || file.matches(".*[/\\\\].*")) {
            throw Refusal.invalid("name", "Give the file's name without a path, in at most 200 characters.");
        }
        try (var received = imports.receive(request.getInputStream(), file)) {
            return imports.take(task, received, goodOnly, caller.account());
        }
    }

    @ExceptionHandler
    ResponseEntity<Refused> notTaken(NotTaken refused) {
        return ResponseEntity.status(refused.kind().status()).body(new Refused(refused.getMessage(), refused.field(), refused.bad()));
    }
}
