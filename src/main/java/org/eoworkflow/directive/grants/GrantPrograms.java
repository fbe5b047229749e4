package org.eoworkflow.directive.grants;

import java.math.BigDecimal;
import java.sql.Date;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Consumer;
import org.springframework.jdbc.core.JdbcTemplate;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The programs that were imported for a directive, and what their screening said. */
@Component
class GrantPrograms {

    private static final int BATCH = 500;
    private static final String FIELDS = "id, source, source_key, number, title, agency_name, agency_code, purpose, assistance, applicants, "
        + "obligations, funds, closes";

    private final JdbcTemplate batches;
    private final JdbcTemplate reads;
    private final JdbcClient jdbc;

    GrantPrograms(JdbcTemplate batches, JdbcClient jdbc) {
        this.batches = batches;
        this.jdbc = jdbc;
        this.reads = new JdbcTemplate(batches.getDataSource());
        this.reads.setFetchSize(BATCH);
    }

    /** A program and what its screening said of it. */
    record Screened(String id, String number, String title, String agencyName, String agencyCode, String fit, String reason) {
    }

    /** What a screening says of a program. @param words how many of the words that were looked for it has */
    record Verdict(String id, String fit, String reason, int words) {
    }

    /** Takes listings one by one and writes them in batches. */
    final class Writer {

        private final String businessKey;
        private final UUID run;
        private final List<Listing> waiting = new ArrayList<>();

        Writer(String businessKey, UUID run) {
            this.businessKey = businessKey;
            this.run = run;
        }

        void add(Listing listing) {
            waiting.add(listing);
            if (waiting.size() == BATCH) {
                flush();
            }
        }

        /** A program that is there with the same content stays as it is, its screening included. */
        void flush() {
            batches.batchUpdate("""
                insert into eo.grant_program (business_key, id, source, source_key, number, title, agency_name, agency_code, purpose, assistance,
                    applicants, obligations, funds, closes, listing_import)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)
                on conflict (business_key, id) do update set number = excluded.number, title = excluded.title, agency_name = excluded.agency_name,
                    agency_code = excluded.agency_code, purpose = excluded.purpose, assistance = excluded.assistance,
                    applicants = excluded.applicants, obligations = excluded.obligations, funds = excluded.funds, closes = excluded.closes,
                    listing_import = excluded.listing_import, fit = null, reason = null, words = null
                where (grant_program.number, grant_program.title, grant_program.agency_name, grant_program.agency_code, grant_program.purpose,
                        grant_program.assistance, grant_program.applicants, grant_program.obligations, grant_program.funds, grant_program.closes)
                    is distinct from (excluded.number, excluded.title, excluded.agency_name, excluded.agency_code, excluded.purpose,
                        excluded.assistance, excluded.applicants, excluded.obligations, excluded.funds, excluded.closes)""",
                waiting, BATCH, (row, listing) -> {
                    Object[] values = {businessKey, listing.id(), listing.source().name(), listing.key(), listing.number(), listing.title(),
                        listing.agencyName(), listing.agencyCode(), listing.purpose(), listing.assistance(), listing.applicants(),
                        listing.obligations(), listing.funds(), listing.closes() == null ? null : Date.valueOf(listing.closes()), run};
                    for (int i = 0; i < values.length; i++) {
                        row.setObject(i + 1, values[i]);
                    }
                });
            waiting.clear();
        }
    }

    /** How many programs an import has brought or changed. */
    int changedBy(UUID run) {
        return jdbc.sql("select count(*) from eo.grant_program where listing_import = ?").param(run).query(Integer.class).single();
    }

    int count(String businessKey) {
        return jdbc.sql("select count(*) from eo.grant_program where business_key = ?").param(businessKey).query(Integer.class).single();
    }

    /** Hands on every program, without holding all in memory. Needs a transaction. */
    void each(String businessKey, Consumer<Listing> use) {
        reads.query("select " + FIELDS + " from eo.grant_program where business_key = ?", row -> {
            use.accept(listing(row));
        }, businessKey);
    }

    private static Listing listing(ResultSet row) throws SQLException {
        Date closes = row.getDate("closes");
        return new Listing(Listing.Source.valueOf(row.getString("source")), row.getString("source_key"), row.getString("number"),
            row.getString("title"), row.getString("agency_name"), row.getString("agency_code"), row.getString("purpose"),
            row.getString("assistance"), row.getString("applicants"), row.getString("obligations"), row.getBigDecimal("funds"),
            closes == null ? null : closes.toLocalDate());
    }

    void screened(String businessKey, List<Verdict> verdicts) {
        batches.batchUpdate("update eo.grant_program set fit = ?, reason = ?, words = ? where business_key = ? and id = ?", verdicts, BATCH,
            (row, verdict) -> {
                row.setString(1, verdict.fit());
                row.setString(2, verdict.reason());
                row.setInt(3, verdict.words());
                row.setString(4, businessKey);
                row.setString(5, verdict.id());
            });
    }

    /** Programs that fit or may fit and those that would but for their money or date, best first. */
    List<Screened> relevant(String businessKey) {
        return jdbc.sql("""
            select id, number, title, agency_name, agency_code, fit, reason from eo.grant_program
            where business_key = ? and words > 0
            order by case fit when 'fit' then 1 when 'possible' then 2 else 3 end, words desc, id""").param(businessKey).query(Screened.class).list();
    }

    Optional<Screened> find(String businessKey, String idOrNumber) {
        return jdbc.sql("""
            select id, number, title, agency_name, agency_code, coalesce(fit, '') fit, coalesce(reason, '') reason from eo.grant_program
            where business_key = :key and (id = :name or number = :name) order by id limit 1""").param("key", businessKey).param("name", idOrNumber)
            .query(Screened.class).optional();
    }

    /** What an agency said of the money of a program. @param expires the last day on which it may be obligated, or null if it never expires */
    record Funding(String id, String agency, BigDecimal available, BigDecimal obligated, LocalDate expires, String note) {
    }

    /** Keeps what an agency said of a program; said once, it stays. */
    void confirm(String businessKey, Funding funding, String account, OffsetDateTime at) {
        jdbc.sql("""
            insert into eo.grant_funding (business_key, id, agency, available, obligated, expires, note, account, given_at)
            values (?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(businessKey, funding.id(), funding.agency(), funding.available(), funding.obligated(), funding.expires(), funding.note(),
                account, at).update();
    }

    List<Funding> confirmed(String businessKey) {
        return jdbc.sql("select id, agency, available, obligated, expires, note from eo.grant_funding where business_key = ? order by id")
            .param(businessKey).query(Funding.class).list();
    }
}
