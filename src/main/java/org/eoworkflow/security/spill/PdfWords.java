package org.eoworkflow.security.spill;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
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
import org.apache.pdfbox.pdmodel.common.PDStream;
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

    /** Pictures that keep their own form within the file. */
    private static final List<String> PICTURES = List.of(COSName.DCT_DECODE.getName(), COSName.JPX_DECODE.getName());

    /** A text may be a stream, too. */
    private static final List<COSName> TEXTS = List.of(COSName.JS, COSName.RC, COSName.V, COSName.DV, COSName.getPDFName("RV"));
    private static final COSName EMBEDDED_FILE = COSName.getPDFName("EmbeddedFile");

    private final StringBuilder words = new StringBuilder();
    private final Set<COSBase> seen = new HashSet<>();
    private final PictureText.Reader files;

    private PdfWords(PictureText.Reader files) {
        this.files = files;
    }

    /** @param files takes the pictures and files in it */
    static void of(byte[] content, Reader reader, PictureText.Reader files) throws Exception {
        try (var pdf = Loader.loadPDF(content)) {
            var objects = new PdfWords(files);
            var columns = new Columns();
            reader.take(columns.getText(pdf));
            for (COSDictionary properties : columns.properties) {
                objects.add(properties);
            }
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

        /** Of passages and pictures: what is read out or copied instead of them. */
        private final List<COSDictionary> properties = new ArrayList<>();
        private float end = -1;

        @Override
        public void beginMarkedContentSequence(COSName tag, COSDictionary ofIt) {
            if (ofIt != null) {
                properties.add(ofIt);
            }
            super.beginMarkedContentSequence(tag, ofIt);
        }

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

    private void add(COSBase base) throws Exception {
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
            for (COSName text : TEXTS) {
                if (dictionary.getDictionaryObject(text) instanceof COSStream stream) {
                    words.append(stream.toTextString()).append("\n\n");
                }
            }
            for (COSBase element : dictionary.getValues()) {
                addDirect(element);
            }
        }
    }

    /** What is referred to has its own turn. */
    private void addDirect(COSBase element) throws Exception {
        if (!(element instanceof COSObject)) {
            add(element);
        }
    }

    /** Files, pictures and XML; other streams are pages and fonts. */
    private void stream(COSStream stream) throws Exception {
        boolean isFile = EMBEDDED_FILE.equals(stream.getCOSName(COSName.TYPE));
        if (isFile || COSName.IMAGE.equals(stream.getCOSName(COSName.SUBTYPE)) && new PDStream(stream).getFilters().stream().map(COSName::getName).anyMatch(PICTURES::contains)) {
            try (var in = new PDStream(stream).createInputStream(isFile ? List.of() : PICTURES)) {
                files.take(in);
            }
            return;
        }
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
