package org.eoworkflow.platform;

import java.util.Arrays;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.camunda.bpm.model.bpmn.instance.BaseElement;
import org.camunda.bpm.model.bpmn.instance.camunda.CamundaProperties;

/** What designers say under <i>Extension properties</i> of an element. */
public final class ElementProperties {

    private ElementProperties() {
    }

    /** The value of a property, if it is there and not blank. */
    public static Optional<String> of(BaseElement element, String name) {
        var extensions = element.getExtensionElements();
        return extensions == null ? Optional.empty() : extensions.getElementsQuery().filterByType(CamundaProperties.class).list().stream()
            .flatMap(properties -> properties.getCamundaProperties().stream())
            .filter(property -> name.equals(property.getCamundaName()))
            .map(property -> Objects.toString(property.getCamundaValue(), "").strip()).filter(value -> !value.isEmpty()).findFirst();
    }

    /** The values of a property that lists several, separated by commas. */
    public static List<String> listed(BaseElement element, String name) {
        return of(element, name).stream().flatMap(value -> Arrays.stream(value.split(","))).map(String::strip)
            .filter(value -> !value.isEmpty()).toList();
    }
}
