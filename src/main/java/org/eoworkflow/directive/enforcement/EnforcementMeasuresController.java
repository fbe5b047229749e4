package org.eoworkflow.directive.enforcement;

import java.time.Instant;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Caller;
import org.eoworkflow.security.Groups;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.RestController;

/** The measures over referrals by period: for the agency that answers for enforcement, the order office and auditors. */
@RestController
class EnforcementMeasuresController {

    private final RecordedMeasures measures;
    private final Catalogue catalogue;
    private final Caller caller;

    EnforcementMeasuresController(RecordedMeasures measures, Catalogue catalogue, Caller caller) {
        this.measures = measures;
        this.catalogue = catalogue;
        this.caller = caller;
    }

    /** One period. {@code declined} counts by reason: evidence, interest, elsewhere, alternative, other. */
    record Period(LocalDate from, LocalDate to, int revision, int referred, int accepted, int declinedTotal, Map<String, Integer> declined,
                  String recordedBy, Instant recordedAt, String recordedAtText) {
    }

    /** What holds for each period, the earliest first. */
    @GetMapping("/api/orders/{order}/enforcement-measures")
    List<Period> list(@PathVariable String order) {
        var directive = EnforcementMeasures.directive(catalogue, order);
        caller.requireAny("Measures of enforcement are for %s, the order office and auditors.".formatted(catalogue.agency(directive.lead()).name()),
            directive.lead(), directive.office(), Groups.ORDER_OFFICE, Groups.AUDITOR);
        return measures.of(order).stream().map(recorded -> new Period(recorded.measures().periodFrom(), recorded.measures().periodTo(),
            recorded.revision(), recorded.measures().referred(), recorded.measures().accepted(), recorded.measures().declined(),
            recorded.measures().reasons(), recorded.by(), recorded.at(), WashingtonTime.text(recorded.at()))).toList();
    }
}
