package org.eoworkflow.support;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalTime;
import java.util.Date;
import java.util.List;
import org.camunda.bpm.engine.ManagementService;
import org.camunda.bpm.engine.impl.util.ClockUtil;
import org.eoworkflow.platform.EngineClock;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Component;

/** The simulated clock of one order: days go by, and whatever falls due for the order happens at its own second. */
@Component
public class OrderDays {

    private static final String DUE = """
        select job.id_ as id, job.duedate_ as due from act_ru_job job join act_ru_execution instance on instance.id_ = job.process_instance_id_
        where (instance.business_key_ = :order or instance.business_key_ like :order || '/%')
          and job.suspension_state_ = 1 and (job.duedate_ is null or job.duedate_ <= :until)
        order by job.duedate_ nulls first, job.id_ limit 1""";

    private final JdbcClient jdbc;
    private final ManagementService management;

    OrderDays(JdbcClient jdbc, ManagementService management) {
        this.jdbc = jdbc;
        this.management = management;
    }

    /** Lets time go by to this hour of a day in Washington. Timers fire in the order of their dates, each on its date. */
    public void until(String order, LocalDate day, int hour) {
        var until = day.atTime(LocalTime.of(hour, 0)).atZone(EngineClock.WASHINGTON).toInstant();
        for (int fired = 0; fired < 2000; fired++) {
            var next = next(order, until);
            if (next.isEmpty()) {
                ClockUtil.setCurrentTime(Date.from(until));
                return;
            }
            var job = next.get(0);
            if (job.due() != null && job.due().isAfter(ClockUtil.getCurrentTime().toInstant())) {
                ClockUtil.setCurrentTime(Date.from(job.due()));
            }
            management.executeJob(job.id());
        }
        throw new AssertionError("something of %s falls due again and again".formatted(order));
    }

    private List<Job> next(String order, Instant until) {
        return jdbc.sql(DUE).param("order", order).param("until", java.sql.Timestamp.from(until))
            .query((row, number) -> new Job(row.getString("id"), row.getTimestamp("due") == null ? null : row.getTimestamp("due").toInstant())).list();
    }

    private record Job(String id, Instant due) {
    }
}
