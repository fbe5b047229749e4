package org.eoworkflow.directive.bod;

import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.Implementations;
import org.eoworkflow.directive.bod.DirectiveDocuments.Signature;
import org.eoworkflow.directive.bod.ReleasedDirectives.Document;
import org.eoworkflow.directive.bod.ReleasedDirectives.Origin;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.obligation.EvidencePlace;
import org.eoworkflow.obligation.EvidenceStore;
import org.eoworkflow.obligation.NewEvidence;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.OrderOffice;
import org.eoworkflow.platform.Refusal;
import org.springframework.stereotype.Component;

/**
 * Releases Binding Operational Directives. A released directive never changes; a later one supersedes it.
 * The signature and the release are one transaction: what is refused here was not signed.
 */
@Component("directiveRelease")
public class DirectiveRelease {

    private static final String PDF = "application/pdf";

    private final DirectiveDrafts drafts;
    private final DraftViews views;
    private final DirectiveDocuments documents;
    private final ReleasedDirectives directives;
    private final Implementations implementations;
    private final EvidenceStore evidence;
    private final Catalogue catalogue;
    private final OrderOffice office;
    private final Outbox outbox;
    private final Ledger ledger;
    private final Clock clock;

    DirectiveRelease(DirectiveDrafts drafts, DraftViews views, DirectiveDocuments documents, ReleasedDirectives directives, Implementations implementations,
                     EvidenceStore evidence, Catalogue catalogue, OrderOffice office, Outbox outbox, Ledger ledger, Clock clock) {
        this.drafts = drafts;
        this.views = views;
        this.documents = documents;
        this.directives = directives;
        this.implementations = implementations;
        this.evidence = evidence;
        this.catalogue = catalogue;
        this.office = office;
        this.outbox = outbox;
        this.ledger = ledger;
        this.clock = clock;
    }

    /**
     * Releases the signed directive and its guidance under the draft's number: as documents that never change, as evidence for
     * their clauses, and by mail to every agency it binds. Sets {@code releasedOn}, the day from which its periods count.
     *
     * @param clause what the directive carries out
     * @param guidanceClause what its guidance carries out
     */
    public void release(DelegateExecution execution, String clause, String guidanceClause) {
        Draft draft = drafts.checked(execution);
        DirectiveNumber number = draft.number();
        var signature = new Signature(catalogue.agency((String) execution.getVariable("office")).name(),
            catalogue.agency((String) execution.getVariable("lead")).name(), views.head(execution),
            Objects.toString(execution.getVariable("signedBy"), "system"), clock.instant());
        Document directive = documents.directive(draft, views.names(draft.agencies()), signature);
        Document guidance = documents.guidance(draft, signature);
        var origin = new Origin((String) execution.getVariable("order"), (String) execution.getVariable("directive"),
            execution.getProcessBusinessKey(), execution.getProcessInstanceId(), signature.account());
        if (!directives.add(number.toString(), origin, signature.at(), signature.day(), draft.agencies(), directive, guidance)) {
            throw new Refusal(Refusal.Kind.CONFLICT, "directiveNumber",
                "%s was released by somebody else just now. Return the directive and choose another number.".formatted(number));
        }
        execution.setVariable("releasedOn", signature.day().toString());
        prove(execution, clause, number.slug() + ".pdf", directive, "%s as released".formatted(number));
        prove(execution, guidanceClause, number.slug() + "-guidance.pdf", guidance, "Guidance to %s as released".formatted(number));
        record(execution, clause, "directive", draft, directive);
        record(execution, guidanceClause, "guidance", draft, guidance);
        announce(draft, signature, directive, guidance);
    }

    private void prove(DelegateExecution execution, String clause, String file, Document document, String description) {
        evidence.add(EvidencePlace.of(execution).forClause(clause),
            new NewEvidence.File(file, document.pdf(), NewEvidence.Label.unclassified("document", description)));
    }

    private void record(DelegateExecution execution, String clause, String what, Draft draft, Document document) {
        Map<String, Object> payload = new LinkedHashMap<>();
        payload.put("document", what);
        payload.put("number", draft.number().toString());
        payload.put("title", document.title());
        payload.put("sha256", document.sha256());
        payload.put("agencies", draft.agencies());
        ledger.append(clause(execution, EntryKind.DIRECTIVE_RELEASED, clause, payload));
    }

    private static Entry clause(DelegateExecution execution, EntryKind kind, String clause, Map<String, ?> payload) {
        Entry entry = Entry.of(kind, execution, payload);
        return new Entry(kind, entry.order(), clause, entry.businessKey(), entry.processInstance(), entry.activity(), payload);
    }

    private void announce(Draft draft, Signature signature, Document directive, Document guidance) {
        String slug = draft.number().slug();
        var files = List.of(new Mail.Attachment(slug + ".pdf", PDF, directive.pdf()),
            new Mail.Attachment(slug + "-guidance.pdf", PDF, guidance.pdf()));
        for (String id : draft.agencies()) {
            var agency = catalogue.agency(id);
            outbox.add(new Mail("directive-released/" + slug, agency.mailbox(), "%s was released: %s".formatted(draft.number(), directive.title()),
                documents.mail(draft, agency.name(), signature), files));
        }
    }

    /** Whether the released directive revokes earlier ones. */
    public boolean supersedes(DelegateExecution execution) {
        return !new Draft(execution).supersedes().isEmpty();
    }

    /** Records which directives are revoked, ours and those issued elsewhere, and closes the implementations of ours. */
    public void supersede(DelegateExecution execution) {
        var draft = new Draft(execution);
        String by = draft.number().toString();
        for (DirectiveNumber superseded : draft.supersedes()) {
            if (!directives.supersede(superseded, by, clock.instant())) {
                throw Refusal.conflict("%s was revoked by another directive just now. Return this one and take it out.".formatted(superseded));
            }
            Map<String, Object> payload = new LinkedHashMap<>();
            payload.put("number", superseded.toString());
            payload.put("by", by);
            boolean ours = directives.find(superseded).isPresent();
            payload.put("issued", ours ? "here" : "elsewhere");
            if (ours) {
                payload.put("implementationsClosed", implementations.supersede(superseded.toString(), by));
            }
            ledger.append(Entry.of(EntryKind.DIRECTIVE_SUPERSEDED, execution, payload));
        }
    }

    /** Whether this process has released a directive. */
    public boolean hasReleased(DelegateExecution execution) {
        return !directives.of(execution.getProcessInstanceId()).isEmpty();
    }

    /** Tells the accountable agency and the order office that no directive comes and its clauses stay open. */
    public void reportNone(DelegateExecution execution) {
        var lead = catalogue.agency((String) execution.getVariable("lead"));
        String reason = new Draft(execution).text("endReason");
        ledger.append(Entry.of(EntryKind.NOTE, execution, Map.of("note", "no directive is issued", "reason", reason)));
        String title = (String) execution.getVariable("title");
        for (String mailbox : List.of(lead.mailbox(), office.mailbox())) {
            outbox.add(new Mail("no-directive/" + execution.getProcessInstanceId(), mailbox, "No directive is issued: " + title,
                documents.noDirective(title, reason)));
        }
    }
}
