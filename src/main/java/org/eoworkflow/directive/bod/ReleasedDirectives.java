package org.eoworkflow.directive.bod;

import java.sql.Array;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Instant;
import java.time.LocalDate;
import java.time.OffsetDateTime;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Optional;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The directives that were released. Rows are added and never changed. */
@Component
class ReleasedDirectives {

    /** A document of a directive in both its forms. */
    record Document(String title, String html, byte[] pdf, String sha256) {
    }

    /** Where a directive comes from. */
    record Origin(String order, String directive, String businessKey, String processInstance, String signedBy) {
    }

    private static final String SELECT = """
        select r.number, r.title, r.order_id, r.released_at, r.released_on, r.agencies, r.pdf_sha256, r.guidance_title, r.guidance_sha256,
               array(select s.superseded from eo.directive_supersession s where s.by_number = r.number order by s.superseded) supersedes,
               (select s.by_number from eo.directive_supersession s where s.superseded = r.number) superseded_by
        from eo.released_directive r
        """;

    private final JdbcClient jdbc;

    ReleasedDirectives(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Adds a directive; false if its number is taken. */
    boolean add(String number, Origin origin, Instant at, LocalDate day, List<String> agencies, Document directive, Document guidance) {
        return jdbc.sql("""
                insert into eo.released_directive (number, title, order_id, directive_id, business_key, process_instance, released_at,
                    released_on, signed_by, agencies, html, pdf, pdf_sha256, guidance_title, guidance_html, guidance_pdf, guidance_sha256)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) on conflict (number) do nothing""")
            .params(number, directive.title(), origin.order(), origin.directive(), origin.businessKey(), origin.processInstance(),
                OffsetDateTime.ofInstant(at, ZoneOffset.UTC), day, origin.signedBy(), agencies.toArray(String[]::new), directive.html(),
                directive.pdf(), directive.sha256(), guidance.title(), guidance.html(), guidance.pdf(), guidance.sha256())
            .update() == 1;
    }

    /** Records that a directive is revoked by another; false if it was already. */
    boolean supersede(DirectiveNumber superseded, String by, Instant at) {
        return jdbc.sql("insert into eo.directive_supersession values (?, ?, ?) on conflict do nothing")
            .params(superseded.toString(), by, OffsetDateTime.ofInstant(at, ZoneOffset.UTC)).update() == 1;
    }

    /** All, the newest first. */
    List<ReleasedDirective> all() {
        return jdbc.sql(SELECT + "order by r.released_at desc, r.number desc").query(ReleasedDirectives::read).list();
    }

    /** Those that a process released, oldest first. */
    List<ReleasedDirective> of(String processInstance) {
        return jdbc.sql(SELECT + "where r.process_instance = ? order by r.released_at, r.number").param(processInstance)
            .query(ReleasedDirectives::read).list();
    }

    Optional<ReleasedDirective> find(DirectiveNumber number) {
        return jdbc.sql(SELECT + "where r.number = ?").param(number.toString()).query(ReleasedDirectives::read).optional();
    }

    /** The number of the directive that revokes this one, whether ours or issued elsewhere. */
    Optional<String> supersededBy(DirectiveNumber number) {
        return jdbc.sql("select by_number from eo.directive_supersession where superseded = ?").param(number.toString())
            .query(String.class).optional();
    }

    /** The highest place taken in a fiscal year, 0 if none is. */
    int lastPlace(String kind, int year) {
        return jdbc.sql("select coalesce(max(right(number, 2)::integer), 0) from eo.released_directive where number like ?")
            .param("%s %02d-%%".formatted(kind, year)).query(Integer.class).single();
    }

    Optional<Document> directive(DirectiveNumber number) {
        return document("select title, html, pdf, pdf_sha256 sha256 from eo.released_directive where number = ?", number);
    }

    Optional<Document> guidance(DirectiveNumber number) {
        return document("select guidance_title title, guidance_html html, guidance_pdf pdf, guidance_sha256 sha256 "
            + "from eo.released_directive where number = ?", number);
    }

    private Optional<Document> document(String sql, DirectiveNumber number) {
        return jdbc.sql(sql).param(number.toString()).query((row, n) -> new Document(row.getString("title"), row.getString("html"),
            row.getBytes("pdf"), row.getString("sha256"))).optional();
    }

    private static ReleasedDirective read(ResultSet row, int n) throws SQLException {
        return new ReleasedDirective(row.getString("number"), row.getString("title"), row.getString("order_id"),
            row.getObject("released_at", OffsetDateTime.class).toInstant(), row.getObject("released_on", LocalDate.class),
            texts(row.getArray("agencies")), texts(row.getArray("supersedes")), row.getString("superseded_by"), row.getString("pdf_sha256"),
            row.getString("guidance_title"), row.getString("guidance_sha256"));
    }

    private static List<String> texts(Array array) throws SQLException {
        return List.of((String[]) array.getArray());
    }
}
