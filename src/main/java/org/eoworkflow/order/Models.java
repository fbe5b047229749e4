package org.eoworkflow.order;

import java.time.Period;
import java.util.List;
import java.util.Map;

/** The process models that the catalogue is checked against. */
final class Models {

    Models(List<SourceText> files, Problems problems) {
    }

    void checkProcess(Section directive, String process) {
    }

    void checkDeadline(Section directive, String process, Period deadline) {
    }

    void checkClauses(Map<String, ExecutiveOrder> orders) {
    }
}
