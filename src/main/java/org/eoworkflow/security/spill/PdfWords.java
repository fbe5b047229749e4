package org.eoworkflow.security.spill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import org.apache.pdfbox.Loader;
import org.apache.pdfbox.cos.COSArray;
import org.apache.pdfbox.cos.COSBase;
import org.apache.pdfbox.cos.COSDictionary;
import org.apache.pdfbox.cos.COSName;
import org.apache.pdfbox.cos.COSObject;
import org.apache.pdfbox.cos.COSObjectKey;
import org.apache.pdfbox.cos.COSStream;
import org.apache.pdfbox.cos.COSString;
import org.apache.pdfbox.text.PDFTextStripper;
import org.apache.pdfbox.text.TextPosition;
import org.eoworkflow.security.spill.FileText.Unreadable;

/**
 * What a PDF file says beside the lines of its pages: its columns one by one, what stamps and fields show, and the words of its objects, such as
 * the options and tips of fields, descriptions of pictures, scripts and properties.
 */
final class PdfWords {

    /** Whoever takes a text. */
    interface Reader {
        void take(String text) throws Unreadable;
    }

    private final StringBuilder words = new StringBuilder();
    private final Set<COSBase> seen = new HashSet<>();

    private PdfWords() {
    }

    static void of(byte[] content, Reader reader) throws IOException, Unreadable {
        try (var pdf = Loader.loadPDF(content)) {
            reader.take(new Columns().getText(pdf));
            var objects = new PdfWords();
            for (COSObjectKey key : Set.copyOf(pdf.getDocument().getXrefTable().keySet())) {
                objects.add(pdf.getDocument().getObjectFromPool(key));
            }
            objects.add(pdf.getDocument().getTrailer());
            reader.take(objects.words.toString());
        }
    }

    /** In the order in which it was written, columns and cells on lines of their own, and with what stamps and fields show. */
    private static final class Columns extends PDFTextStripper {

        /** In heights of its letters: more is no blank between two words. */
        private static final float WIDEST_BLANK = 1.5f;

        private float end = -1;

        @Override
        protected void writeString(String word, List<TextPosition> letters) throws IOException {
            if (end >= 0 && letters.get(0).getXDirAdj() - end > WIDEST_BLANK * letters.get(0).getFontSizeInPt()) {
                output.write('\n');
            }
            super.writeString(word, letters);
            var last = letters.get(letters.size() - 1);
            end = last.getXDirAdj() + last.getWidthDirAdj();
        }

        @Override
        protected void writeLineSeparator() throws IOException {
            end = -1;
            super.writeLineSeparator();
        }

        @Override
        protected void writePage() throws IOException {
            for (var annotation : getCurrentPage().getAnnotations()) {
                showAnnotation(annotation);
            }
            super.writePage();
        }
    }

    private void add(COSBase base) throws IOException {
        COSBase value = base instanceof COSObject object ? object.getObject() : base;
        if (value instanceof COSString string) {
            words.append(string.getString()).append("\n\n");
        } else if (value instanceof COSArray array && seen.add(array)) {
            for (COSBase element : array) {
                addDirect(element);
            }
        } else if (value instanceof COSDictionary dictionary && seen.add(dictionary)) {
            if (dictionary instanceof COSStream stream) {
                stream(stream);
            }
            for (COSBase element : dictionary.getValues()) {
                addDirect(element);
            }
        }
    }

    /** What is referred to has its own turn. */
    private void addDirect(COSBase element) throws IOException {
        if (!(element instanceof COSObject)) {
            add(element);
        }
    }

    /** XML and scripts; other streams are pages, pictures and fonts. */
    private void stream(COSStream stream) throws IOException {
        if (stream.containsKey(COSName.SUBTYPE) && !COSName.METADATA.equals(stream.getCOSName(COSName.TYPE)) || stream.containsKey(COSName.LENGTH1)) {
            return;
        }
        try (var in = stream.createInputStream()) {
            byte[] head = in.readNBytes(20);
            if (XmlText.isXml(head)) {
                byte[] rest = in.readAllBytes();
                byte[] all = Arrays.copyOf(head, head.length + rest.length);
                System.arraycopy(rest, 0, all, head.length, rest.length);
                words.append(XmlText.of(all)).append('\n').append(new String(all, StandardCharsets.UTF_8)).append('\n');
            }
        }
    }
}
