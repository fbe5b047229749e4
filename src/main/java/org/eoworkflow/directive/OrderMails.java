package org.eoworkflow.directive;

import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Mail.Attachment;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.order.Directive;
import org.eoworkflow.order.OrderOffice;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.Documents;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.stereotype.Component;

/** Mails about an order as a whole, to the order office and to the agencies that answer for its directives. */
@Component
class OrderMails {

    private final Catalogue catalogue;
    private final Orders orders;
    private final OrderOffice office;
    private final Documents documents;
    private final Outbox outbox;
    private final String url;

    OrderMails(Catalogue catalogue, Orders orders, OrderOffice office, Documents documents, Outbox outbox,
               @Value("${eo.url:http://localhost:${server.port:8080}}") String url) {
        this.catalogue = catalogue;
        this.orders = orders;
        this.office = office;
        this.documents = documents;
        this.outbox = outbox;
        this.url = url.replaceAll("/+$", "");
    }

    /** Mails the order office and the accountable agencies of these directives, each once. */
    void send(String key, String order, Set<String> directives, String template, String subject, Map<String, ?> values,
              List<Attachment> attachments) {
        var catalogued = catalogue.order(order);
        var all = new HashMap<String, Object>(values);
        all.put("subject", subject);
        all.put("order", "%s, %s".formatted(catalogued.number(), catalogued.title()));
        all.put("key", order);
        all.put("url", url);
        var html = documents.html("mail/" + template, all);
        var mailboxes = new LinkedHashSet<String>();
        mailboxes.add(office.mailbox());
        catalogued.directives().stream().filter(directive -> directives.contains(directive.id())).flatMap(OrderMails::agencies)
            .forEach(agency -> mailboxes.add(catalogue.agency(agency).mailbox()));
        mailboxes.forEach(mailbox -> outbox.add(new Mail(key, mailbox, "%s: %s".formatted(catalogued.number(), subject), html, attachments)));
    }

    /** The directives that were started with the order or added to it. */
    Set<String> started(String order) {
        return orders.states(order).keySet();
    }

    private static Stream<String> agencies(Directive directive) {
        return Stream.of(directive.lead(), directive.office()).distinct();
    }
}
