package org.eoworkflow.directive.tools;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Controller;
import org.springframework.ui.Model;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.ResponseBody;

/** The published catalogues of tools for whoever is signed in: as a page for people, and as data. */
@Controller
class ToolCataloguePage {

    static final String ADDRESS = "/catalogue/tools";

    /** A version as people read it. */
    record Shown(String order, String orderTitle, int version, String title, String office, String publishedText, LocalDate opensOn, String opensText,
                 boolean accepting, String intakeText, String contact, String instructions, String decisionTables, List<ShownTool> tools) {
    }

    record ShownTool(String tool, String provider, String audience, String audienceText, int capacity, String terms, String termsKind, boolean coveredModel,
                     String appropriateFor, String notAppropriateFor, String safeguards) {
    }

    private final PublishedCatalogues published;
    private final Catalogue catalogue;
    private final Clock clock;

    ToolCataloguePage(PublishedCatalogues published, Catalogue catalogue, Clock clock) {
        this.published = published;
        this.catalogue = catalogue;
        this.clock = clock;
    }

    @GetMapping(ADDRESS)
    String page(Model model) {
        // an order that was taken out of the catalogue is not offered any more
        model.addAttribute("catalogues", published.newest().stream().filter(version -> catalogue.find(version.order()).isPresent()).map(this::shown).toList());
        return "tool-catalogue";
    }

    /** The catalogue of an order that holds now. */
    @GetMapping("/api/orders/{order}/tools")
    @ResponseBody
    Shown tools(@PathVariable String order) {
        String title = catalogue.order(order).title();
        return published.newest(order).map(this::shown).orElseThrow(() ->
            Refusal.unknown("order", "No catalogue of tools is published under '%s' yet.".formatted(title)));
    }

    /** {@code EO 14409, Promoting …} */
    private String origin(String order) {
        return "%s, %s".formatted(catalogue.order(order).number(), catalogue.order(order).title());
    }

    private Shown shown(PublishedCatalogue version) {
        boolean revoked = published.isRevoked(version.order());
        boolean accepting = !revoked && !version.opensOn().isAfter(WashingtonTime.day(clock.instant()));
        String opens = WashingtonTime.text(version.opensOn());
        String intake = revoked ? "The order was revoked: no request is accepted any more."
            : (accepting ? "Requests are accepted. Intake opened on %s." : "Requests are accepted from %s, not before.").formatted(opens);
        return new Shown(version.order(), origin(version.order()), version.version(), version.title(), catalogue.agency(version.office()).name(),
            WashingtonTime.text(version.publishedAt()), version.opensOn(), opens, accepting, intake,
            version.contact(), version.instructions(), version.decisionTables(),
            version.tools().stream().map(tool -> new ShownTool(tool.tool(), tool.provider(), tool.audience(), tool.audienceText(), tool.capacity(), tool.terms(),
                tool.termsKind(), tool.covered(), tool.conditions().appropriateFor(), tool.conditions().notAppropriateFor(),
                tool.conditions().safeguards())).toList());
    }
}
