package org.eoworkflow.obligation;

import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Timestamp;
import java.time.Clock;
import java.time.OffsetDateTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.camunda.bpm.engine.TaskService;
import org.eoworkflow.ledger.Entry;
import org.eoworkflow.ledger.EntryKind;
import org.eoworkflow.ledger.Ledger;
import org.eoworkflow.obligation.NewEvidence.File;
import org.eoworkflow.obligation.NewEvidence.Label;
import org.eoworkflow.obligation.NewEvidence.Link;
import org.eoworkflow.obligation.NewEvidence.Pointer;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.platform.Sha256;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;
import org.springframework.transaction.annotation.Transactional;

/**
 * Keeps what proves that something was done: files, links, and pointers to what classified systems hold. Each addition and each
 * removal is a fact of the ledger, with the SHA-256 of the content.
 */
@Component("evidence")
public class EvidenceStore {

    /** What an item may be declared as. */
    public static final List<String> KINDS = List.of("document", "report", "correspondence", "screenshot", "data", "other");

    private static final String FIELDS = """
        id, order_id, directive, clause_id, agency, business_key, process_instance, activity, task_id, form, kind, description, marking,
        cui_category, name, media_type, size, url, registry_number, custodian_office, system_name, sha256, added_by, added_at""";

    private final JdbcClient jdbc;
    private final EvidenceChecks checks;
    private final Ledger ledger;
    private final Clock clock;
    private final ObjectProvider<TaskService> tasks;

    EvidenceStore(JdbcClient jdbc, EvidenceChecks checks, Ledger ledger, Clock clock,
                  ObjectProvider<TaskService> tasks) {
        this.jdbc = jdbc;
        this.checks = checks;
        this.ledger = ledger;
        this.clock = clock;
        this.tasks = tasks;
    }

    /** Keeps an item. What is there already, for the same clause or the same task, is not kept twice. */
    @Transactional
    public Evidence add(EvidencePlace place, NewEvidence item) {
        return insert(place, checked(item)).evidence();
    }

    /**
     * An item that was offered.
     *
     * @param added false if it was there already
     */
    record Offered(Evidence evidence, boolean added) {
    }

    /** The item as {@link #insert} takes it. Without a transaction: a long file is read for a while. */
    NewEvidence checked(NewEvidence offered) {
        return checks.checked(offered);
    }

    @Transactional
    Offered insert(EvidencePlace place, NewEvidence item) {
        var row = row(place, item);
        var columns = String.join(", ", row.keySet());
        if (jdbc.sql("insert into eo.evidence (%s) values (:%s) on conflict do nothing".formatted(columns, columns.replace(", ", ", :")))
                .params(row).update() == 0) {
            return new Offered(of(place).stream().filter(there -> there.sha256().equals(row.get("sha256"))).findFirst().orElseThrow(), false);
        }
        var evidence = find((UUID) row.get("id")).orElseThrow();
        ledger.append(fact(EntryKind.EVIDENCE_ADDED, evidence));
        return new Offered(evidence, true);
    }

    /** The items at a place: those of its clause, else those of its task, else those of its business key. Oldest first. */
    public List<Evidence> of(EvidencePlace place) {
        if (place.clause() != null) {
            return ofClause(place.order(), place.clause());
        }
        return select("business_key = :key and clause_id is null and (:task::text is null or task_id = :task)")
            .param("key", place.businessKey()).param("task", place.task()).query(EvidenceStore::read).list();
    }

    /** The items that prove a clause, oldest first. */
    public List<Evidence> ofClause(String order, String clause) {
        return select("order_id = :order and clause_id = :clause").param("order", order).param("clause", clause)
            .query(EvidenceStore::read).list();
    }

    /** Everything that was added under a business key, for whatever clause or task, oldest first. */
    public List<Evidence> under(String businessKey) {
        return select("business_key = :key").param("key", businessKey).query(EvidenceStore::read).list();
    }

    /**
     * A page of everything that was added for an order, oldest first.
     *
     * @param last of the page before, or null for the first
     */
    List<Evidence> after(String order, Evidence last) {
        return jdbc.sql("select " + FIELDS + " from eo.evidence where order_id = :order"
                + (last == null ? "" : " and (added_at, id) > (:at, :id)") + " order by added_at, id limit 1000")
            .param("order", order).param("at", last == null ? null : Timestamp.from(last.addedAt())).param("id", last == null ? null : last.id())
            .query(EvidenceStore::read).list();
    }

    /** How many items there are at a place. */
    public int count(EvidencePlace place) {
        return of(place).size();
    }

    /** An item without its content. */
    public Optional<Evidence> find(UUID id) {
        return select("id = :id").param("id", id).query(EvidenceStore::read).optional();
    }

    /** The bytes of a file, as they were added. */
    public byte[] content(UUID id) {
        return jdbc.sql("select content from eo.evidence where id = ?").param(id)
            .query((row, n) -> Optional.ofNullable(row.getBytes("content"))).optional().flatMap(bytes -> bytes)
            .orElseThrow(() -> Refusal.unknown("id", "There is no such file of evidence."));
    }

    /**
     * Takes an item away again: only who added it may, and only before its clause is certified or, without a clause, before its task is
     * completed. The ledger keeps that it was there.
     */
    @Transactional
    public void remove(UUID id) {
        var evidence = find(id).orElseThrow(() -> Refusal.unknown("id", "There is no such item of evidence."));
        if (!evidence.addedBy().equals(ledger.account())) {
            throw Refusal.forbidden("Only the account that added this item of evidence may remove it.");
        }
        if (evidence.place().clause() == null && !open(evidence.place())) {
            throw Refusal.conflict("The task at which this item was added is completed, so it can no longer be removed.");
        }
        if (certified(evidence.place())) {
            throw Refusal.conflict("Clause %s is certified, so its evidence can no longer be removed.".formatted(evidence.place().clause()));
        }
        jdbc.sql("delete from eo.evidence where id = ?").param(id).update();
        ledger.append(fact(EntryKind.EVIDENCE_REMOVED, evidence));
    }

    /** Whether an item could still be removed by this account. */
    boolean removable(Evidence evidence, String account) {
        return evidence.addedBy().equals(account) && (evidence.place().clause() == null ? open(evidence.place())
            : jdbc.sql("select count(*) from eo.obligation where order_id = ? and clause_id = ? and state <> 'open'")
                .params(evidence.place().order(), evidence.place().clause()).query(Integer.class).single() == 0);
    }

    /** Whether the clause of this place is certified; locks it, so that it is not certified meanwhile. */
    private boolean certified(EvidencePlace place) {
        return place.clause() != null && jdbc.sql("select state from eo.obligation where order_id = ? and clause_id = ? for update")
            .params(place.order(), place.clause()).query(String.class).optional().filter(state -> !state.equals("open")).isPresent();
    }

    private boolean open(EvidencePlace place) {
        return place.task() != null && tasks.getObject().createTaskQuery().taskId(place.task()).count() > 0;
    }

    private JdbcClient.StatementSpec select(String where) {
        return jdbc.sql("select " + FIELDS + " from eo.evidence where " + where + " order by added_at, id");
    }

    private Map<String, Object> row(EvidencePlace place, NewEvidence item) {
        var row = new LinkedHashMap<String, Object>();
        row.put("id", UUID.randomUUID());
        row.put("order_id", place.order());
        row.put("directive", place.directive());
        row.put("clause_id", place.clause());
        row.put("agency", place.agency());
        row.put("business_key", place.businessKey());
        row.put("process_instance", place.processInstance());
        row.put("activity", place.activity());
        row.put("task_id", place.task());
        row.put("kind", item.kindOf());
        if (item instanceof File file) {
            row.put("form", "file");
            row.put("name", file.name());
            row.put("media_type", checks.mediaType(file));
            row.put("size", (long) file.content().length);
            row.put("content", file.content());
            label(row, file.label());
        } else if (item instanceof Link link) {
            row.put("form", "link");
            row.put("url", link.url());
            label(row, link.label());
        } else if (item instanceof Pointer pointer) {
            row.put("form", "pointer");
            row.put("marking", "POINTER");
            row.put("registry_number", pointer.registryNumber());
            row.put("custodian_office", pointer.custodianOffice());
            row.put("system_name", pointer.systemName());
        }
        row.put("sha256", hash(item));
        row.put("added_by", ledger.account());
        row.put("added_at", Timestamp.from(clock.instant()));
        return row;
    }

    private static void label(Map<String, Object> row, Label label) {
        row.put("description", label.description());
        row.put("marking", label.marking());
        row.put("cui_category", label.cuiCategory());
    }

    private static Entry fact(EntryKind kind, Evidence evidence) {
        var payload = new LinkedHashMap<String, Object>();
        payload.put("evidence", evidence.id().toString());
        payload.put("form", evidence.form());
        payload.put("kind", evidence.kind());
        payload.put("marking", evidence.marking());
        payload.put("name", evidence.name());
        payload.put("size", evidence.size());
        payload.put("sha256", evidence.sha256());
        payload.put("directive", evidence.place().directive());
        payload.put("task", evidence.place().task());
        payload.values().removeIf(value -> value == null);
        var place = evidence.place();
        return new Entry(kind, place.order(), place.clause(), place.businessKey(), place.processInstance(), place.activity(), payload);
    }

    private static String hash(NewEvidence item) {
        byte[] bytes;
        if (item instanceof File file) {
            bytes = file.content();
        } else if (item instanceof Link link) {
            bytes = link.url().getBytes(StandardCharsets.UTF_8);
        } else {
            var pointer = (Pointer) item;
            bytes = String.join("\n", pointer.registryNumber(), pointer.custodianOffice(), pointer.systemName())
                .getBytes(StandardCharsets.UTF_8);
        }
        return Sha256.hex(bytes);
    }

    private static Evidence read(ResultSet row, int number) throws SQLException {
        var place = new EvidencePlace(row.getString("order_id"), row.getString("directive"), row.getString("clause_id"),
            row.getString("agency"), row.getString("business_key"), row.getString("process_instance"), row.getString("activity"),
            row.getString("task_id"));
        return new Evidence(row.getObject("id", UUID.class), place, row.getString("form"), row.getString("kind"),
            row.getString("description"), row.getString("marking"), row.getString("cui_category"), row.getString("name"),
            row.getString("media_type"), row.getObject("size", Long.class), row.getString("url"), row.getString("registry_number"),
            row.getString("custodian_office"), row.getString("system_name"), row.getString("sha256"), row.getString("added_by"),
            row.getObject("added_at", OffsetDateTime.class).toInstant());
    }
}
