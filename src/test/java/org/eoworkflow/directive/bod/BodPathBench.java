package org.eoworkflow.directive.bod;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.eoworkflow.bench.Engine;
import org.eoworkflow.bench.Medians;
import org.junit.jupiter.api.Test;

/**
 * Directives per second from the first analysis to the signature: the same model with the listeners of ledger, guards and notifications
 * and without them, in turn. The documents of the release are timed apart, since making a PDF would hide what the listeners cost.
 */
class BodPathBench {

    private static final int ROUNDS = Integer.getInteger("eo.bench.rounds", 3);
    private static final int WARM_UP = 15;
    private static final int DIRECTIVES = 40;

    @Test
    void theWayOfADirectiveWithAndWithoutOurListeners() throws Exception {
        var approved = new Medians();
        var released = new Medians();
        for (int round = 0; round < ROUNDS; round++) {
            double[] with = measure(true);
            double[] without = measure(false);
            approved.add(with[0], without[0]);
            released.add(with[1], without[1]);
        }
        System.out.println(approved.line("Directives from analysis to approval", "a second"));
        System.out.println(released.line("Directives from analysis to release, documents included", "a second"));
    }

    private static double[] measure(boolean listeners) throws Exception {
        try (var engine = new Engine(listeners)) {
            var stories = engine.bean(DirectiveStory.class);
            run(stories, WARM_UP);
            return run(stories, DIRECTIVES);
        }
    }

    private static double[] run(DirectiveStory stories, int count) {
        List<DirectiveStory.Running> directives = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            directives.add(stories.begin());
        }
        long begun = System.nanoTime();
        for (var directive : directives) {
            directive.drafted(Map.of());
            directive.counselClears();
            directive.everybodyConcurs();
            directive.approve();
        }
        long approved = System.nanoTime();
        directives.forEach(DirectiveStory.Running::sign);
        long signed = System.nanoTime();
        return new double[] {count / ((approved - begun) / 1e9), count / ((signed - begun) / 1e9)};
    }
}
