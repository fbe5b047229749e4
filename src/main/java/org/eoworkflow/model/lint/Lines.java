package org.eoworkflow.model.lint;

import java.util.HashMap;
import java.util.Map;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import org.eoworkflow.platform.SafeXml;

/** In which lines of a file its elements begin. */
final class Lines {

    private Lines() {
    }

    /** By id; as far as the file can be read. */
    static Map<String, Integer> of(String xml) {
        Map<String, Integer> lines = new HashMap<>();
        try {
            var reader = SafeXml.reader(xml);
            while (reader.hasNext()) {
                if (reader.next() == XMLStreamConstants.START_ELEMENT && reader.getAttributeValue(null, "id") != null) {
                    lines.putIfAbsent(reader.getAttributeValue(null, "id"), reader.getLocation().getLineNumber());
                }
            }
        } catch (XMLStreamException e) {
            return lines;
        }
        return lines;
    }
}
