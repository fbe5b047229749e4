package org.eoworkflow.security.spill;

import java.sql.Timestamp;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import javax.sql.DataSource;
import org.eoworkflow.platform.yaml.Problems.Problem;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.context.event.EventListener;
import org.springframework.dao.DataAccessException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/**
 * Files that are read at the start. What looks classified stops it; since nothing can be started then, the response to it begins with the next
 * start that comes about.
 */
@Component
public class FilesAtStart {

    private static final Logger LOG = LoggerFactory.getLogger(FilesAtStart.class);

    private final SpillRules rules;
    private final ObjectProvider<SpillResponse> response;
    private final ObjectProvider<DataSource> database;
    private final Clock clock;

    FilesAtStart(SpillRules rules, ObjectProvider<SpillResponse> response, ObjectProvider<DataSource> database, Clock clock) {
        this.rules = rules;
        this.response = response;
        this.database = database;
        this.clock = clock;
    }

    /** What looks classified in these files, by name, line and rule, and never by what stands there. It is remembered. */
    public List<Problem> marked(Map<String, String> texts) {
        List<Problem> marked = new ArrayList<>();
        texts.forEach((name, text) -> rules.broken(text).ifPresent(rule -> {
            var problem = problem(name, text, rule);
            remember(problem, rule);
            marked.add(problem);
        }));
        return marked;
    }

    private Problem problem(String name, String text, String rule) {
        return new Problem(name, line(text), "carries what looks like a marking of classified content (rule '%s'). ".formatted(rule)
            + "Take it out; if it is classified, it must not lie here: tell the security officer.");
    }

    /** Where the first mark ends. */
    private int line(String text) {
        List<String> lines = text.lines().toList();
        int clean = 0;
        int marked = lines.size();
        while (marked - clean > 1) {
            int middle = (clean + marked) / 2;
            if (rules.broken(lines.stream().limit(middle).collect(Collectors.joining("\n", "", "\n."))).isPresent()) {
                marked = middle;
            } else {
                clean = middle;
            }
        }
        return marked;
    }

    /** Where a database of ours is there already; it is not made for this. */
    private void remember(Problem problem, String rule) {
        try {
            JdbcClient.create(database.getObject()).sql("insert into eo.spill_at_start (place, rule, at) values (?, ?, ?)")
                .params("file at the start, %s line %d".formatted(problem.file(), problem.line()), rule, Timestamp.from(clock.instant())).update();
        } catch (DataAccessException noDatabaseYet) {
            LOG.warn("The response to what stopped this start cannot be begun later, since there is no database of the application yet. Tell the security officer.");
        }
    }

    private record Stopped(String place, String rule, Timestamp at) {
    }

    @EventListener(ApplicationReadyEvent.class)
    void respond() {
        JdbcClient.create(database.getObject()).sql("delete from eo.spill_at_start returning place, rule, at")
            .query((row, n) -> new Stopped(row.getString("place"), row.getString("rule"), row.getTimestamp("at"))).list()
            .forEach(stopped -> response.getObject().start("system", stopped.place(), stopped.rule(), stopped.at().toInstant()));
    }
}
