package org.eoworkflow.order;

import java.time.Clock;
import java.time.LocalDate;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.stereotype.Component;

/** Directives that an amendment takes out of an order, also when they are over: what the ledger keeps of it, and how it is told. */
@Component
class Withdrawals {

    private static final Set<EntryKind> JUDGED = Set.of(EntryKind.CLAUSE_CERTIFIED, EntryKind.ADVICE_RECORDED, EntryKind.CLAUSE_CORRECTED,
        EntryKind.CLAUSE_NOT_APPLICABLE);

    private final Ledger ledger;
    private final Clock clock;

    Withdrawals(Ledger ledger, Clock clock) {
        this.ledger = ledger;
        this.clock = clock;
    }

    /** The fact of the withdrawal: when, by what, and how the directive stood. */
    Map<String, String> payload(String order, String directive, DirectiveState before, String citation) {
        Map<String, String> payload = new LinkedHashMap<>();
        payload.put("citation", citation);
        payload.put("on", WashingtonTime.day(clock.instant()).toString());
        payload.put("before", before.text());
        if (before == DirectiveState.COMPLETED) {
            payload.put("completedOn", ledger.ended(order + "/" + directive).map(WashingtonTime::day).map(LocalDate::toString).orElse(null));
        }
        return payload;
    }

    /** Records of each clause in the directive's care that it is no longer asked for. What was met stays met. */
    void clauses(ExecutiveOrder order, String directive) {
        var judged = ledger.latest(order.id(), JUDGED);
        order.clausesOf(directive).forEach(clause -> ledger.append(Entry.of(EntryKind.CLAUSE_NOT_APPLICABLE, order.id(), clause.id(),
            Map.of("reason", "Directive withdrawn by amendment" + (isMet(judged.get(clause.id())) ? "; what was met stays met" : ""),
                "directive", directive))));
    }

    private static boolean isMet(Entry judgement) {
        return judgement != null && judgement.kind() != EntryKind.CLAUSE_NOT_APPLICABLE && !"reopened".equals(judgement.payload().get("correction"));
    }

    /** {@code withdrawn on Tuesday, August 4, 2026 by EO 14500 sec. 3, had been completed on Wednesday, July 1, 2026}; empty if no amendment did. */
    Optional<String> told(String order, String directive) {
        return ledger.entries(order, EntryKind.ORDER_AMENDED).stream().map(Entry::payload)
            .filter(payload -> "withdrawn".equals(payload.get("change")) && directive.equals(payload.get("directive")) && payload.get("on") != null)
            .findFirst().map(payload -> "withdrawn on %s%s%s".formatted(day(payload, "on"), said(" by ", payload.get("citation")), before(payload)));
    }

    private static String before(Map<String, ?> payload) {
        String before = Objects.toString(payload.get("before"), "");
        return before.equals(DirectiveState.COMPLETED.text()) ? ", had been completed" + said(" on ", day(payload, "completedOn"))
            : before.equals(DirectiveState.ENDED_WITHOUT_RESULT.text()) ? ", had ended without result" : "";
    }

    private static String day(Map<String, ?> payload, String key) {
        return payload.get(key) instanceof String day ? WashingtonTime.text(LocalDate.parse(day)) : null;
    }

    private static String said(String word, Object what) {
        return what == null ? "" : word + what;
    }
}
