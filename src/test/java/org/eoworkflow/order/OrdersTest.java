package org.eoworkflow.order;

import static org.assertj.core.api.Assertions.assertThat;

import org.eoworkflow.support.EngineTest;
import org.junit.jupiter.api.Test;
import org.springframework.beans.factory.annotation.Autowired;

@EngineTest
class OrdersTest {

    @Autowired Catalogue catalogue;
    @Autowired Orders orders;

    @Test
    void theOrderHasItsClausesAndDirectives() {
        assertThat(catalogue.order("eo-14409").clauses()).hasSize(44);
        assertThat(catalogue.order("eo-14409").directives()).hasSize(14);
        assertThat(catalogue.boundAgencies()).hasSize(23);
    }
}
