package org.eoworkflow.order;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.springframework.core.io.Resource;
import org.springframework.core.io.support.ResourcePatternResolver;
import org.springframework.stereotype.Component;
import org.springframework.test.util.ReflectionTestUtils;

/**
 * Takes further orders into the catalogue of the running application, read and checked like any other file.
 * Only tests do this: an order is started once in a database, and all tests share one.
 */
@Component
public class InventedOrders {

    private final Catalogue catalogue;
    private final ResourcePatternResolver resources;

    InventedOrders(Catalogue catalogue, ResourcePatternResolver resources) {
        this.catalogue = catalogue;
        this.resources = resources;
    }

    /** Reads an order's YAML. Its agencies are those of the other files. */
    @SuppressWarnings("unchecked")
    public synchronized ExecutiveOrder add(String id, String yaml) {
        var files = new ArrayList<>(texts("classpath*:orders/*.yaml"));
        files.add(new SourceText("orders/" + id + ".yaml", yaml));
        var order = CatalogueReader.read(files, texts("classpath*:processes/**/*.bpmn")).order(id);
        ((Map<String, ExecutiveOrder>) ReflectionTestUtils.getField(catalogue, "orders")).put(id, order);
        return order;
    }

    private List<SourceText> texts(String pattern) {
        try {
            var texts = new ArrayList<SourceText>();
            for (Resource resource : resources.getResources(pattern)) {
                texts.add(new SourceText(resource.getFilename(), resource.getContentAsString(StandardCharsets.UTF_8)));
            }
            return texts;
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }
}
