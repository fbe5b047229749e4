package org.eoworkflow.directive.bod;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.camunda.spin.json.SpinJsonNode;
import org.eoworkflow.directive.Json;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.spill.SpillGuard;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.stereotype.Component;

/** Figures of CISA's catalogue of known exploited vulnerabilities (KEV). A catalogue that cannot be read never stops a task. */
@Component("kev")
public class KevCatalogue {

    private static final Logger LOG = LoggerFactory.getLogger(KevCatalogue.class);
    private static final String NAME = "Known exploited vulnerabilities (KEV)";
    private static final int RECENT_DAYS = 30;
    private static final int SOON_DAYS = 14;

    private final KevSettings settings;
    private final Clock clock;
    private final KevSource source;
    private Kev kev;
    private Instant readAt;
    private Instant askedAt;
    private String failure;

    @Autowired
    KevCatalogue(KevSettings settings, SpillGuard guard, Clock clock) {
        this(settings, (place, texts) -> guard.text("import of the KEV catalogue, " + place, null, "An entry of the catalogue", texts), clock);
    }

    KevCatalogue(KevSettings settings, KevReader.Check check, Clock clock) {
        this.settings = settings;
        this.clock = clock;
        this.source = new KevSource(settings, check);
    }

    /** Figures for a form's table: a Json array of {@code figure} and {@code value}; days are Washington's. */
    public SpinJsonNode figures(DelegateExecution execution) {
        return Json.of(figures());
    }

    synchronized List<Map<String, Object>> figures() {
        if (!settings.isConfigured()) {
            return List.of(Json.row("figure", NAME, "value", "No catalogue is connected: an operator sets where it is read from."));
        }
        refresh();
        List<Map<String, Object>> figures = new ArrayList<>();
        if (kev != null) {
            LocalDate today = WashingtonTime.day(clock.instant());
            figures.add(Json.row("figure", NAME, "value", String.valueOf(kev.entries().size())));
            figures.add(Json.row("figure", "Added in the last 30 days", "value", String.valueOf(
                kev.count(entry -> entry.added().isAfter(today.minusDays(RECENT_DAYS)) && !entry.added().isAfter(today)))));
            figures.add(Json.row("figure", "Due in the next 14 days", "value", String.valueOf(
                kev.count(entry -> !entry.due().isBefore(today) && !entry.due().isAfter(today.plusDays(SOON_DAYS))))));
            figures.add(Json.row("figure", "Known to be used in ransomware campaigns", "value", String.valueOf(kev.count(Kev.Entry::ransomware))));
            figures.add(Json.row("figure", "Catalogue", "value", "version %s, released %s, read %s".formatted(
                Objects.requireNonNullElse(kev.version(), "not named"), Objects.requireNonNullElse(kev.released(), "not named"),
                WashingtonTime.text(readAt))));
        }
        if (failure != null) {
            figures.add(Json.row("figure", kev == null ? NAME : "Newer catalogue", "value", "Could not be read: " + failure + "."));
        }
        return figures;
    }

    private void refresh() {
        Instant now = clock.instant();
        if (askedAt != null && failure == null && now.isBefore(askedAt.plus(settings.keep())) && !now.isBefore(askedAt)) {
            return;
        }
        try {
            Kev read = source.read(kev == null);
            kev = read == null ? kev : read;
            readAt = now;
            failure = null;
        } catch (KevReader.Invalid e) {
            fail(e.getMessage());
        } catch (Refusal marked) {
            fail("it carries what looks like a marking of classified content; the security officer was told");
        } catch (IOException | IllegalArgumentException e) {
            LOG.warn("the KEV catalogue could not be read from eo.kev.location", e);
            fail("its file or server cannot be reached");
        }
        askedAt = now;
    }

    private void fail(String why) {
        failure = why;
    }
}
