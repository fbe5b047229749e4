package org.eoworkflow.directive;

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

/** What was said of directives, in progress reports and in answers to the weekly call. */
@Component
class StatusReports {

    private final JdbcClient jdbc;

    StatusReports(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /**
     * One report on one directive.
     *
     * @param source {@code progress} or {@code weekly}
     * @param processInstance the tracked directive, or the weekly call that was answered
     * @param status {@code on-track}, {@code at-risk} or {@code off-track}; null in a progress report
     * @param percent null in the weekly call
     */
    record StatusReport(String order, String directive, String source, String processInstance, String status, Integer percent, String done,
                        String issue, LocalDate expected, String reportedBy, Instant reportedAt) {
    }

    void add(StatusReport report) {
        jdbc.sql("""
                insert into eo.status_report (order_id, directive, source, process_instance, status, percent, done, issue, expected,
                                              reported_by, reported_at)
                values (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)""")
            .params(report.order(), report.directive(), report.source(), report.processInstance(), report.status(), report.percent(),
                report.done(), report.issue(), report.expected(), report.reportedBy(),
                OffsetDateTime.ofInstant(report.reportedAt(), ZoneOffset.UTC)).update();
    }

    /** The last one from this source. */
    Optional<StatusReport> last(String order, String directive, String source) {
        return jdbc.sql("select * from eo.status_report where order_id = ? and directive = ? and source = ? order by id desc limit 1")
            .params(order, directive, source).query(StatusReports::read).optional();
    }

    /** The answers to one weekly call. */
    List<StatusReport> answers(String processInstance) {
        return jdbc.sql("select * from eo.status_report where process_instance = ? and source = 'weekly' order by id")
            .param(processInstance).query(StatusReports::read).list();
    }

    private static StatusReport read(ResultSet row, int number) throws SQLException {
        return new StatusReport(row.getString("order_id"), row.getString("directive"), row.getString("source"),
            row.getString("process_instance"), row.getString("status"), row.getObject("percent", Integer.class), row.getString("done"),
            row.getString("issue"), row.getObject("expected", LocalDate.class), row.getString("reported_by"),
            row.getObject("reported_at", OffsetDateTime.class).toInstant());
    }
}
