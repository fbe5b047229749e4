package org.eoworkflow.security.spill;

import jakarta.annotation.PreDestroy;
import java.time.Instant;
import java.util.Map;
import java.util.UUID;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import org.camunda.bpm.engine.RuntimeService;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.notification.Mail;
import org.eoworkflow.notification.Outbox;
import org.eoworkflow.platform.Documents;
import org.eoworkflow.platform.WashingtonTime;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.stereotype.Component;
import org.springframework.transaction.PlatformTransactionManager;
import org.springframework.transaction.support.TransactionSynchronization;
import org.springframework.transaction.support.TransactionSynchronizationManager;
import org.springframework.transaction.support.TransactionTemplate;

/**
 * Starts the response to a spill. Whoever stops one refuses it and so rolls back what is under way; the response stands by itself, in a
 * thread and a transaction of its own, once that is over.
 */
@Component("spillResponse")
public class SpillResponse {

    static final String PROCESS = "SpillResponse";

    private static final Logger LOG = LoggerFactory.getLogger(SpillResponse.class);
    private static final int LONGEST = 200;
    private static final int SECONDS_AT_STOP = 10;

    private final ObjectProvider<RuntimeService> runtime;
    private final Ledger ledger;
    private final Outbox outbox;
    private final Documents documents;
    private final SpillSettings settings;
    private final TransactionTemplate transaction;
    private final ExecutorService thread = Executors.newSingleThreadExecutor(work -> new Thread(work, "spill-response"));

    SpillResponse(ObjectProvider<RuntimeService> runtime, Ledger ledger, Outbox outbox, Documents documents, SpillSettings settings,
                  PlatformTransactionManager transactions) {
        this.runtime = runtime;
        this.ledger = ledger;
        this.outbox = outbox;
        this.documents = documents;
        this.settings = settings;
        this.transaction = new TransactionTemplate(transactions);
    }

    /**
     * Starts a response, or counts one more time in the one that is open for the same account, place and rule. Never throws: what was
     * stopped is refused whatever becomes of this.
     *
     * @param account that put it in
     * @param place where it was stopped, by the product's own names: the form and field, or the address; never what stood there
     * @param rule by which it was stopped, by its name; never what it found
     * @param at when
     */
    public void start(String account, String place, String rule, Instant at) {
        var spill = new Spill(named(account), named(place), named(rule), at);
        if (TransactionSynchronizationManager.isSynchronizationActive()) {
            TransactionSynchronizationManager.registerSynchronization(new TransactionSynchronization() {
                @Override
                public void afterCompletion(int status) {
                    begin(spill);   // not waited for: the caller's connection is given back only after this
                }
            });
        } else {
            begin(spill).join();
        }
    }

    private record Spill(String account, String place, String rule, Instant at) {
    }

    private CompletableFuture<Void> begin(Spill spill) {
        return CompletableFuture.runAsync(() -> transaction.executeWithoutResult(status -> respond(spill)), thread).exceptionally(failure -> {
            LOG.error("The response to a spill by account '{}' at {} could not be started.", spill.account(), spill.place(), failure);
            return null;
        });
    }

    /** Waits until what was stopped before now has its response. */
    void settled() {
        CompletableFuture.runAsync(() -> { }, thread).join();
    }

    @PreDestroy
    void stop() throws InterruptedException {
        thread.shutdown();
        thread.awaitTermination(SECONDS_AT_STOP, TimeUnit.SECONDS);
    }

    private void respond(Spill spill) {
        var open = runtime.getObject().createProcessInstanceQuery().processDefinitionKey(PROCESS).variableValueEquals("spillAccount", spill.account())
            .variableValueEquals("spillPlace", spill.place()).variableValueEquals("spillRule", spill.rule()).active().list();
        if (!open.isEmpty()) {
            String instance = open.get(0).getId();
            int count = (Integer) runtime.getObject().getVariable(instance, "spillCount") + 1;
            runtime.getObject().setVariable(instance, "spillCount", count);
            record(open.get(0).getBusinessKey(), instance, spill, count);
            return;
        }
        String key = "spill/" + UUID.randomUUID();
        var instance = runtime.getObject().startProcessInstanceByKey(PROCESS, key, Map.of("spillAccount", spill.account(), "spillPlace", spill.place(),
            "spillRule", spill.rule(), "spillAt", spill.at().toString(), "spillAtText", WashingtonTime.text(spill.at()), "spillCount", 1));
        record(key, instance.getId(), spill, 1);
        outbox.add(new Mail(key, settings.mailbox(), "Something was stopped that looks classified", documents.html("mail/spill",
            Map.of("account", spill.account(), "place", spill.place(), "rule", spill.rule(), "at", WashingtonTime.text(spill.at()), "late", false))));
    }

    private void record(String key, String instance, Spill spill, int count) {
        ledger.append(new Entry(EntryKind.SPILL_STOPPED, null, null, key, instance, null, Map.of("account", spill.account(), "place", spill.place(),
            "rule", spill.rule(), "at", spill.at().toString(), "count", count)));
    }

    /** Names of ours consist of these characters; whatever else should come with them does not get in. */
    private static String named(String text) {
        String name = (text == null ? "" : text).replaceAll("[^A-Za-z0-9 ._@+/:#,'()?=\\[\\]-]", "").strip();
        return name.isEmpty() ? "not known" : name.substring(0, Math.min(LONGEST, name.length()));
    }
}
