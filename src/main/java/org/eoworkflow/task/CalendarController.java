package org.eoworkflow.task;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import java.util.UUID;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.eoworkflow.task.CalendarFeeds.Feed;
import org.springframework.http.CacheControl;
import org.springframework.http.HttpHeaders;
import org.springframework.http.HttpStatus;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.web.bind.annotation.DeleteMapping;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestBody;
import org.springframework.web.bind.annotation.ResponseStatus;
import org.springframework.web.bind.annotation.RestController;

/** Addresses at which calendar programs read dates without signing in: made and revoked by whoever is signed in. */
@RestController
class CalendarController {

    private static final MediaType CALENDAR = new MediaType("text", "calendar", StandardCharsets.UTF_8);

    private final CalendarFeeds feeds;
    private final CalendarDates dates;
    private final CalendarText text;
    private final Catalogue catalogue;
    private final Caller caller;

    CalendarController(CalendarFeeds feeds, CalendarDates dates, CalendarText text, Catalogue catalogue, Caller caller) {
        this.feeds = feeds;
        this.dates = dates;
        this.text = text;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /**
     * @param agency id of the agency whose dates are wanted, or null for one's own
     */
    record Wanted(String agency) {
    }

    /**
     * @param address told when it is made and never again
     */
    record FeedView(UUID id, String agency, String name, Instant createdAt, String createdAtText, String address) {
    }

    @GetMapping("/api/calendars")
    List<FeedView> mine() {
        return feeds.of(caller.account()).stream().map(feed -> view(feed, null)).toList();
    }

    record AgencyView(String id, String name) {
    }

    /** The agencies whose calendar the caller may have. */
    @GetMapping("/api/calendars/agencies")
    List<AgencyView> agencies() {
        caller.account();
        return catalogue.agencies().stream().filter(agency -> caller.isIn(agency.id())).map(agency -> new AgencyView(agency.id(), agency.name())).toList();
    }

    @PostMapping("/api/calendars")
    @ResponseStatus(HttpStatus.CREATED)
    FeedView add(@RequestBody Wanted wanted) {
        var agency = wanted.agency() == null || wanted.agency().isBlank() ? null : wanted.agency().strip();
        if (agency != null && (!catalogue.hasAgency(agency) || !caller.isIn(agency))) {
            throw Refusal.forbidden("Only members of an agency may have its calendar.");
        }
        var account = caller.account();
        var id = UUID.randomUUID();
        var token = feeds.add(id, account, agency);
        return view(feeds.of(account).stream().filter(feed -> feed.id().equals(id)).findFirst().orElseThrow(), text.address(token));
    }

    @DeleteMapping("/api/calendars/{id}")
    @ResponseStatus(HttpStatus.NO_CONTENT)
    void revoke(@PathVariable UUID id) {
        if (!feeds.revoke(id, caller.account())) {
            throw Refusal.unknown("id", "You have no such calendar address, or have revoked it already.");
        }
    }

    /** For calendar programs: who knows the secret reads what its account may read now, and is spared what they have already. */
    @GetMapping("/calendar/{token}.ics")
    ResponseEntity<String> calendar(@PathVariable String token) {
        var feed = feeds.find(token).filter(dates::mayRead)
            .orElseThrow(() -> Refusal.unknown("token", "There is no calendar at this address, or it was revoked."));
        var body = text.of(name(feed), dates.of(feed));
        return ResponseEntity.ok().contentType(CALENDAR).cacheControl(CacheControl.noStore()).eTag(CalendarFeeds.hash(body))
            .header(HttpHeaders.CONTENT_DISPOSITION, "inline; filename=\"eo-workflow.ics\"").body(body);
    }

    private FeedView view(Feed feed, String address) {
        return new FeedView(feed.id(), feed.agency(), name(feed), feed.createdAt(), WashingtonTime.text(feed.createdAt()), address);
    }

    private String name(Feed feed) {
        return feed.agency() == null ? "Dates of " + feed.account() : "Dates of " + catalogue.agency(feed.agency()).name();
    }
}
