package org.eoworkflow.oversight;

import org.springframework.beans.factory.ObjectProvider;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RestController;

/** What every page says above everything else: in the demonstration that it is one, otherwise nothing. */
@RestController
class NoticeController {

    private final ObjectProvider<Demonstration> demonstration;

    NoticeController(ObjectProvider<Demonstration> demonstration) {
        this.demonstration = demonstration;
    }

    record Notice(String text) {
    }

    @GetMapping("/api/notice")
    ResponseEntity<Notice> notice() {
        var running = demonstration.getIfAvailable();
        return running == null ? ResponseEntity.noContent().build() : ResponseEntity.ok(new Notice(running.notice()));
    }
}
