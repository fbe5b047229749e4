package org.eoworkflow.security.spill;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Collections;
import java.util.HashSet;
import java.util.Objects;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.apache.commons.compress.archivers.zip.ZipFile;
import org.apache.james.mime4j.codec.DecodeMonitor;
import org.apache.james.mime4j.codec.DecoderUtil;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.DefaultParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.mail.RFC822Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.eoworkflow.platform.Sha256;
import org.eoworkflow.platform.ZipDirectory;
import org.eoworkflow.security.spill.FileText.Unreadable;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * One file, read to its end with all that is in it. What a library says that a document's text is leaves out what it does not deem text (titles
 * of pictures, watermarks, document variables), so the parts of a packed document and the words of a PDF file are read as they lie there, too.
 */
final class FileReading {

    private static final int LONGEST = 50_000_000;
    private static final long MOST_UNPACKED = 250_000_000;
    private static final int MOST_FILES = 10_000;
    private static final int DEEPEST = 8;
    private static final Parser PARSER = parser();
    private static final String PDF_END = "%%EOF";
    private static final String OFFICE = "[Content_Types].xml";
    private static final String OPEN_DOCUMENT = "META-INF/manifest.xml";

    private final StringBuilder text = new StringBuilder();
    private final Set<String> seen = new HashSet<>();
    private long unpacked;
    private int files;
    private int depth;

    /** All of it. */
    String of(byte[] content) throws Unreadable {
        try {
            file(content);
            return text.toString();
        } catch (Unreadable e) {
            throw e.after(text);
        } catch (Exception | OutOfMemoryError e) {
            throw unreadable(e).after(text);
        }
    }

    private static Unreadable unreadable(Throwable failure) {
        for (Throwable t = failure; t != null; t = t.getCause()) {
            if (t instanceof Unreadable known) {
                return known;
            }
            if (t instanceof EncryptedDocumentException || t instanceof org.apache.poi.EncryptedDocumentException
                    || t instanceof org.apache.pdfbox.pdmodel.encryption.InvalidPasswordException) {
                return new Unreadable("is protected by a password");
            }
            if (WriteLimitReachedException.isWriteLimitReached(t) || t instanceof OutOfMemoryError) {
                return tooLong();
            }
        }
        return new Unreadable("is damaged or incomplete, or unpacks to far more than it seems to hold");
    }

    private static Unreadable tooLong() {
        return new Unreadable("holds more than %d million characters".formatted(LONGEST / 1_000_000));
    }

    private void file(byte[] content) throws Exception {
        if (content.length == 0 || !seen.add(Sha256.hex(content))) {
            return;
        }
        if (++files > MOST_FILES || depth >= DEEPEST) {
            throw new Unreadable("holds more files within files than are looked through");
        }
        depth++;
        if (OpenText.isZip(content)) {
            zip(content);
        } else if (OpenText.isGzip(content)) {
            try (var in = new GZIPInputStream(new ByteArrayInputStream(content))) {
                file(bounded(in));
            }
        } else if (OpenText.isContainer(content) || OpenText.isMail(content)) {
            library(content);
        } else {
            addOpen(content);
            PictureText.of(content, this::part);
        }
        if (!OpenText.isZip(content) && !OpenText.isOldOffice(content)) {
            for (var archive : ZipDirectory.in(content)) {
                new Parts().listed(bounded(new ByteArrayInputStream(content, archive.start(), archive.end() - archive.start())));
            }
            if (OpenText.holdsOtherArchive(content)) {
                throw new Unreadable("holds an archive that cannot be looked through");
            }
        }
        depth--;
    }

    private void addOpen(byte[] content) throws Exception {
        String open = OpenText.of(content);
        add(open);
        packed(open);
    }

    private void packed(String text) throws Exception {
        for (byte[] content : OpenText.packed(text)) {
            file(content);
        }
    }

    private void part(InputStream in) throws Exception {
        file(bounded(in));
    }

    private void zip(byte[] content) throws Exception {
        var parts = new Parts();
        try (var zip = new ZipInputStream(new ByteArrayInputStream(content))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                parts.add(entry.getName(), bounded(zip));
                parts.read(entry);
            }
        } catch (ZipException e) {
            throw String.valueOf(e.getMessage()).contains("encrypted") ? new Unreadable("is protected by a password") : e;
        }
        if (parts.read.isEmpty()) {
            throw new ZipException("no entry");
        }
        parts.listed(content);
        if (parts.office) {
            library(content);
        }
    }

    /** The parts of an archive, as they follow each other and as its directory lists them: what is only in one of the two is read, too. */
    private final class Parts {

        private final Set<String> read = new HashSet<>();
        private boolean office;

        /** Whether it is the first time. */
        boolean read(ZipEntry entry) {
            return read.add(entry.getName() + ' ' + entry.getCrc() + ' ' + entry.getSize());
        }

        void listed(byte[] archive) throws Exception {
            try (var zip = ZipFile.builder().setByteArray(archive).setIgnoreLocalFileHeader(true).get()) {
                for (var entry : Collections.list(zip.getEntries())) {
                    FileReading.this.add(Objects.toString(entry.getComment(), ""));
                    if (!read(entry)) {
                        continue;
                    }
                    if (!zip.canReadEntryData(entry)) {
                        throw entry.getGeneralPurposeBit().usesEncryption() ? new Unreadable("is protected by a password") : new ZipException("packed in another way");
                    }
                    add(entry.getName(), bounded(zip.getInputStream(entry)));
                }
            }
            var directories = ZipDirectory.in(archive);
            FileReading.this.add(OpenText.of(Arrays.copyOfRange(archive, directories.get(directories.size() - 1).comment(), archive.length)));
        }

        void add(String name, byte[] part) throws Exception {
            office |= name.equals(OFFICE);
            FileReading.this.add(name);
            if (name.equals(OPEN_DOCUMENT) && new String(part, StandardCharsets.UTF_8).contains("encryption-data")) {
                throw new Unreadable("is protected by a password");
            }
            if (XmlText.isXml(part)) {
                FileReading.this.add(XmlText.of(part));
                packed(OpenText.of(part));
            } else {
                file(part);
            }
        }
    }

    private byte[] bounded(InputStream in) throws IOException, Unreadable {
        byte[] part = in.readNBytes((int) Math.min(Integer.MAX_VALUE - 8L, MOST_UNPACKED - unpacked + 1));
        unpacked += part.length;
        if (unpacked > MOST_UNPACKED) {
            throw tooLong();
        }
        return part;
    }

    private void add(String more) throws Unreadable {
        if ((long) text.length() + more.length() >= LONGEST) {
            throw tooLong();
        }
        text.append(more).append("\n\n");
    }

    // --- what the library reads

    private void library(byte[] content) throws Exception {
        var handler = new BodyContentHandler(LONGEST);
        var metadata = new Metadata();
        String mail = OpenText.isContainer(content) ? null : OpenText.mailHead(content);
        if (mail != null) {
            metadata.set(TikaCoreProperties.CONTENT_TYPE_USER_OVERRIDE, "message/rfc822");
        }
        var context = context();
        context.set(EmbeddedDocumentExtractor.class, new Within());
        PARSER.parse(new ByteArrayInputStream(content), handler, metadata, context);
        if (mail == null && Arrays.stream(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY)).anyMatch(name -> name.endsWith(".EmptyParser"))) {
            throw new Unreadable("is of a kind that cannot be read, or holds such a file");
        }
        add(handler.toString());
        properties(metadata);
        if (OpenText.isPdf(content)) {
            PdfWords.of(content, this::add, this::part);
            earlier(content);
        }
        if (OpenText.isRtf(content)) {
            addOpen(content);
        }
        if (mail != null) {
            add(DecoderUtil.decodeEncodedWords(mail.replaceAll("\\r?\\n[ \\t]+", " "), DecodeMonitor.SILENT));
            addOpen(content);
        }
    }

    /** What a later revision of a PDF file took out is in the file all the same. */
    private void earlier(byte[] pdf) throws Exception {
        String bytes = new String(pdf, StandardCharsets.ISO_8859_1);
        for (int end = bytes.indexOf(PDF_END); end < bytes.lastIndexOf(PDF_END); end = bytes.indexOf(PDF_END, end + 1)) {
            try {
                PdfWords.of(bounded(new ByteArrayInputStream(pdf, 0, end + PDF_END.length())), this::add, this::part);
            } catch (IOException | RuntimeException noRevision) {
                // but the head of a file that is made to be shown page by page
            }
        }
    }

    private static Parser parser() {
        var parser = new DefaultParser();
        parser.getAllComponentParsers().forEach(one -> {
            if (one instanceof RFC822Parser mail) {
                mail.setExtractAllAlternatives(true);
            }
        });
        return new AutoDetectParser(parser);
    }

    private static ParseContext context() {
        var office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setIncludeDeletedContent(true);
        office.setIncludeMoveFromContent(true);
        office.setIncludeHeadersAndFooters(true);
        office.setIncludeSlideMasterContent(true);
        var pdf = new PDFParserConfig();
        pdf.setSortByPosition(true);
        pdf.setExtractAnnotationText(true);
        pdf.setExtractBookmarksText(true);
        pdf.setExtractInlineImages(false);
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setCatchIntermediateIOExceptions(false);
        var context = new ParseContext();
        context.set(OfficeParserConfig.class, office);
        context.set(PDFParserConfig.class, pdf);
        return context;
    }

    private void properties(Metadata metadata) throws Unreadable {
        for (String name : metadata.names()) {
            for (String value : metadata.getValues(name)) {
                add(value);
            }
        }
    }

    /** The files in a file. */
    private final class Within implements EmbeddedDocumentExtractor {

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return true;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) throws SAXException, IOException {
            try {
                properties(metadata);
                file(bounded(stream));
            } catch (IOException | RuntimeException e) {
                throw e;
            } catch (Exception e) {
                throw new IOException(e);
            }
        }
    }
}
