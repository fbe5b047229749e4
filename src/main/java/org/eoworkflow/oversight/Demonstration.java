package org.eoworkflow.oversight;

import java.time.Clock;
import java.time.LocalDate;
import java.util.List;
import org.camunda.bpm.engine.IdentityService;
import org.eoworkflow.obligation.Obligations;
import org.eoworkflow.order.Orders;
import org.eoworkflow.platform.EngineClock;
import org.eoworkflow.platform.WashingtonTime;
import org.eoworkflow.security.Groups;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.context.event.ApplicationReadyEvent;
import org.springframework.boot.web.servlet.context.ServletWebServerApplicationContext;
import org.springframework.context.event.EventListener;
import org.springframework.stereotype.Component;

/** The demonstration: an order that is some days old on the first start, and a word to whoever started it. */
@Component
@ConditionalOnProperty("eo.demonstration.enabled")
class Demonstration {

    private static final String ORDER = "eo-14409";
    private static final String ACCOUNT = "order.office";
    private static final Logger LOG = LoggerFactory.getLogger(Demonstration.class);

    private final Orders orders;
    private final Obligations obligations;
    private final IdentityService identity;
    private final Clock clock;
    private final int day;
    private final String password;

    Demonstration(Orders orders, Obligations obligations, IdentityService identity, EngineClock clock,
                  @Value("${eo.demonstration.day}") int day, @Value("${eo.demonstration.password}") String password) {
        this.orders = orders;
        this.obligations = obligations;
        this.identity = identity;
        this.clock = clock;
        this.day = day;
        this.password = password;
    }

    @EventListener
    void ready(ApplicationReadyEvent event) {
        String order = started() ? "" : start();
        int port = ((ServletWebServerApplicationContext) event.getApplicationContext()).getWebServer().getPort();
        System.out.println(welcome("http://localhost:" + port + "/", order));
    }

    /** What every page says. */
    String notice() {
        return started()
            ? "Demonstration: the signing date is shifted to %s. Nothing here is a real record.".formatted(WashingtonTime.text(orders.signed(ORDER)))
            : "Demonstration: nothing here is a real record.";
    }

    /** Whoever asks: an account may not see the order's process and must still be told. */
    private boolean started() {
        return !obligations.of(ORDER).isEmpty();
    }

    /** Today is the order's day {@code eo.demonstration.day}: signed that many days ago. */
    private String start() {
        LocalDate signed = LocalDate.now(clock.withZone(EngineClock.WASHINGTON)).minusDays(day);
        try {
            identity.setAuthentication(ACCOUNT, List.of(Groups.ORDER_OFFICE));
            orders.start(ORDER, signed);
            return "EO 14409 was started as if signed on %s: today is its day %d.".formatted(WashingtonTime.text(signed), day);
        } catch (RuntimeException e) {
            LOG.error("the demonstration's order was not started", e);
            return "EO 14409 could NOT be started: %s. Sign in as order.office and start it in Tasklist.".formatted(e.getMessage());
        } finally {
            identity.clearAuthentication();
        }
    }

    private String welcome(String address, String order) {
        return """

            ----------------------------------------------------------------------------
              eo-workflow runs: %s      (Ctrl-C stops it)
              %s
              Sign in with one click, or with the password %s:
                cisa.staff       drafts the Binding Operational Directive     (Tasklist)
                cisa.approver    approves it                                  (Tasklist)
                dhs.approver     signs it                                     (Tasklist)
                dhs.certifier    certifies the clauses                        (Tasklist)
                omb.staff        answers the consultation                     (Tasklist)
                order.office     sees every clause and its deadline           (Cockpit)
                auditor          reads everything, changes nothing            (Cockpit)
                designer         deploys models                               (Cockpit)
                admin            manages accounts                             (Admin)
              Every agency has the accounts <agency>.staff, .approver and .certifier,
              those that the order names .counsel, too.

              First: open the address, sign in as cisa.staff, claim "Analyze threat"
              and complete it; then sign in as order.office and look at Order status.
            ----------------------------------------------------------------------------
            """.formatted(address, order.isEmpty() ? "It goes on where it was." : order, password);
    }
}
