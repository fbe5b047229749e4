package org.eoworkflow.support;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.LocalDate;
import org.eoworkflow.order.Catalogue;
import org.eoworkflow.support.OrderFixture.Work;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class OrderFixtureTest {

    @Autowired OrderFixture fixture;
    @Autowired Catalogue catalogue;

    @Test
    void anInventedOrderIsInTheCatalogueWithItsDirectivesAndClauses() {
        var order = fixture.invent(LocalDate.of(2026, 3, 2), Work.tracked("inventory").lead("dhs").through("cisa").consults("omb", "ncd"),
            Work.tracked("training").due(null).clauses("T-01").continues("T-02"), Work.tracked("archive").fromAmendment());

        assertThat(catalogue.order(order.id())).isSameAs(order);
        assertThat(order.directive("inventory").office()).isEqualTo("cisa");
        assertThat(order.directive("archive").fromAmendment()).isTrue();
        assertThat(order.clause("T-02").directive()).isEqualTo("training");
        assertThat(fixture.variables(order, "inventory")).containsEntry("lead", "dhs").containsEntry("signed", "2026-03-02");
    }
}
