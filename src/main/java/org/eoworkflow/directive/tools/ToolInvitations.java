package org.eoworkflow.directive.tools;

import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.camunda.bpm.engine.delegate.DelegateExecution;
import org.eoworkflow.directive.Json;
import org.eoworkflow.directive.tools.AccessRecipients.Recipient;
import org.eoworkflow.directive.tools.AccessRecipients.Sector;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.WashingtonTime;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Tells each sector which tools it can ask for. The federal agencies come from the catalogue of the order, everybody else from the file of recipients. */
@Component("toolInvitations")
public class ToolInvitations {

    private final AccessRecipients recipients;
    private final AccessTables tables;
    private final PublishedCatalogues published;
    private final Catalogue catalogue;
    private final Documents documents;
    private final Outbox outbox;
    private final Ledger ledger;
    private final String page;

    ToolInvitations(AccessRecipients recipients, AccessTables tables, PublishedCatalogues published, Catalogue catalogue, Documents documents, Outbox outbox,
                    Ledger ledger, @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.recipients = recipients;
        this.tables = tables;
        this.published = published;
        this.catalogue = catalogue;
        this.documents = documents;
        this.outbox = outbox;
        this.ledger = ledger;
        this.page = url + ToolCataloguePage.ADDRESS;
    }

    /** Mails the recipients of each sector the tools for which it is eligible. A sector with none gets no mail, and the ledger says so. */
    public void invite(DelegateExecution execution) {
        PublishedCatalogue version = published.newest((String) execution.getVariable("order")).orElseThrow();
        List<Sector> sectors = new ArrayList<>();
        sectors.add(new Sector("federal-agencies", "Federal agencies", "agency", "none",
            catalogue.boundAgencies().stream().map(agency -> new Recipient(agency.name(), agency.mailbox())).toList()));
        sectors.addAll(recipients.sectors());
        for (Sector sector : sectors) {
            List<Tool> tools = version.tools().stream()
                .filter(tool -> tables.eligibility(sector.kind(), sector.sector(), tool.audience(), tool.termsKind()).isEligible()).toList();
            if (!tools.isEmpty()) {
                sector.recipients().forEach(recipient -> outbox.add(mail(execution, version, sector, recipient, tools)));
            }
            ledger.append(Entry.of(EntryKind.NOTE, execution, Json.row("note", tools.isEmpty() ? "no tool for this sector, nobody invited" : "sector invited",
                "sector", sector.id(), "tools", tools.stream().map(Tool::tool).toList(), "recipients", tools.isEmpty() ? 0 : sector.recipients().size(),
                "catalogueVersion", version.version())));
        }
    }

    private Mail mail(DelegateExecution execution, PublishedCatalogue version, Sector sector, Recipient recipient, List<Tool> tools) {
        Map<String, Object> values = new LinkedHashMap<>();
        values.put("recipient", recipient.name());
        values.put("sector", sector.name());
        values.put("office", catalogue.agency(version.office()).name());
        values.put("title", version.title());
        values.put("opens", WashingtonTime.text(version.opensOn()));
        values.put("tools", tools);
        values.put("contact", version.contact());
        values.put("instructions", version.instructions());
        values.put("page", page);
        return new Mail("tool-access/%s/%s".formatted(execution.getProcessInstanceId(), sector.id()), recipient.mailbox(),
            "Tools your organization can ask for: %s".formatted(version.title()), documents.html("mail/tool-access-open", values));
    }
}
