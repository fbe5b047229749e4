package org.eoworkflow.deadline;

import org.eoworkflow.platform.OneAtATime;
import org.springframework.beans.factory.SmartInitializingSingleton;
import org.springframework.context.ApplicationEventPublisher;
import org.springframework.stereotype.Component;

/** Records, before the first request is taken, the dates of what was started before dates were recorded; what is recorded stays as it is. */
@Component
class MadeUpDates implements SmartInitializingSingleton {

    private static final long LOCK = 14409_156;

    private final DirectiveDates directives;
    private final TaskDates tasks;
    private final ApplicationEventPublisher events;
    private final OneAtATime nodes;

    MadeUpDates(DirectiveDates directives, TaskDates tasks, ApplicationEventPublisher events, OneAtATime nodes) {
        this.directives = directives;
        this.tasks = tasks;
        this.events = events;
        this.nodes = nodes;
    }

    @Override
    public void afterSingletonsInstantiated() {
        nodes.run(LOCK, this::record);
    }

    void record() {
        directives.makeUp();
        events.publishEvent(new DatesSetBefore());
        // last: a task may follow from a date of its case
        tasks.makeUp();
    }
}
