package org.eoworkflow.security.spill;

import java.io.ByteArrayInputStream;
import java.util.Set;
import javax.xml.stream.XMLInputFactory;
import javax.xml.stream.XMLStreamConstants;
import javax.xml.stream.XMLStreamException;
import javax.xml.stream.XMLStreamReader;
import org.eoworkflow.platform.SafeXml;

/**
 * The text of an XML part of a document, paragraph by paragraph, and its attributes that hold more than a word. Where changes were tracked: as it
 * reads with all of them, without what was deleted, and without what was inserted.
 */
final class XmlText {

    /** What may stand within a word. */
    private static final Set<String> INLINE = Set.of("t", "r", "delText", "instrText", "span", "a", "hyperlink", "ins", "del", "moveTo", "moveFrom", "smartTag",
        "fldSimple", "fld", "sdt", "sdtContent", "ruby", "rubyBase", "b", "i", "u", "em", "strong", "font");
    private static final Set<String> BEGINS_LINE = Set.of("p", "h", "annotation", "deletion");
    private static final Set<String> DELETED = Set.of("del", "moveFrom");
    private static final Set<String> INSERTED = Set.of("ins", "moveTo");
    private static final XMLInputFactory XML = SafeXml.factory();

    private final StringBuilder text = new StringBuilder();
    private final StringBuilder attributes = new StringBuilder();
    private final Set<String> without;
    private boolean deleted;
    private boolean inserted;
    private boolean declares;

    private XmlText(Set<String> without) {
        this.without = without;
    }

    static boolean isXml(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 20); i++) {
            if (content[i] == '<') {
                return true;
            }
            if (content[i] > ' ') {
                return false;
            }
        }
        return false;
    }

    static String of(byte[] content) {
        try {
            var all = new XmlText(Set.of()).read(content);
            if (all.deleted) {
                all.text.append('\n').append(new XmlText(DELETED).read(content).text);
            }
            if (all.inserted) {
                all.text.append('\n').append(new XmlText(INSERTED).read(content).text);
            }
            if (all.declares) {
                all.text.append('\n').append(OpenText.of(content));
            }
            return all.text.append('\n').append(all.attributes).toString();
        } catch (XMLStreamException e) {
            return OpenText.of(content);
        }
    }

    private XmlText read(byte[] content) throws XMLStreamException {
        XMLStreamReader xml = XML.createXMLStreamReader(new ByteArrayInputStream(content));
        while (xml.hasNext()) {
            switch (xml.next()) {
                case XMLStreamConstants.START_ELEMENT -> begin(xml);
                case XMLStreamConstants.END_ELEMENT -> {
                    if (!INLINE.contains(xml.getLocalName())) {
                        endLine();
                    }
                }
                case XMLStreamConstants.CHARACTERS, XMLStreamConstants.CDATA -> text.append(xml.getTextCharacters(), xml.getTextStart(), xml.getTextLength());
                case XMLStreamConstants.COMMENT -> attributes.append(xml.getText()).append('\n');
                case XMLStreamConstants.PROCESSING_INSTRUCTION -> attributes.append(xml.getPIData()).append('\n');
                case XMLStreamConstants.DTD -> declares = true;
                default -> { }
            }
        }
        return this;
    }

    private void begin(XMLStreamReader xml) throws XMLStreamException {
        String name = xml.getLocalName();
        deleted |= DELETED.contains(name);
        inserted |= INSERTED.contains(name);
        if (without.contains(name)) {
            for (int open = 1; open > 0; ) {
                int event = xml.next();
                open += event == XMLStreamConstants.START_ELEMENT ? 1 : event == XMLStreamConstants.END_ELEMENT ? -1 : 0;
            }
            return;
        }
        for (int i = 0; i < xml.getAttributeCount(); i++) {
            attribute(name, xml.getAttributeLocalName(i), xml.getAttributeValue(i));
        }
        switch (name) {
            case "tab" -> text.append('\t');
            case "br", "cr", "line-break" -> text.append('\n');
            case "s" -> text.append(' ');
            case "noBreakHyphen" -> text.append('-');
            default -> {
                if (BEGINS_LINE.contains(name)) {
                    endLine();
                }
            }
        }
    }

    private void attribute(String element, String name, String value) {
        if (element.equals("sym") && name.equals("char") && value.matches("[0-9A-Fa-f]{1,4}")) {
            text.append((char) (Integer.parseInt(value, 16) & 0xff));
        } else if (value.length() > 2 && value.chars().anyMatch(c -> c == ' ' || c == '/' || c == '(' || c == '[')) {
            attributes.append(value).append('\n');
        }
    }

    private void endLine() {
        int last = text.length() - 1;
        if (last >= 0 && text.charAt(last) != '\n') {
            text.append('\n');
        }
    }
}
