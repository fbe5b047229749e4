package org.eoworkflow.security.spill;

import jakarta.annotation.PreDestroy;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;
import org.apache.tika.exception.EncryptedDocumentException;
import org.apache.tika.exception.WriteLimitReachedException;
import org.apache.tika.extractor.EmbeddedDocumentExtractor;
import org.apache.tika.metadata.Metadata;
import org.apache.tika.metadata.TikaCoreProperties;
import org.apache.tika.parser.AutoDetectParser;
import org.apache.tika.parser.ParseContext;
import org.apache.tika.parser.Parser;
import org.apache.tika.parser.microsoft.OfficeParserConfig;
import org.apache.tika.parser.pdf.PDFParserConfig;
import org.apache.tika.sax.BodyContentHandler;
import org.apache.tika.sax.EmbeddedContentHandler;
import org.springframework.stereotype.Component;
import org.xml.sax.ContentHandler;
import org.xml.sax.SAXException;

/**
 * All the text of a file, with its properties, headers, footers, comments, deleted passages and the files in it. Bounded in time, in length and
 * in the number of files in it, so that no file holds the system up. What only a picture shows is not read.
 */
@Component
class FileText {

    private static final int LONGEST = 50_000_000;
    private static final int MOST_FILES = 1000;
    private static final int DEEPEST = 8;
    private static final int READERS = 4;
    private static final int SHORTEST_WORDS = 6;
    private static final Set<String> CONTAINERS = Set.of("PK\u0003\u0004", "%PDF", "\u00d0\u00cf\u0011\u00e0");

    private final SpillSettings settings;
    private final Parser parser = new AutoDetectParser();
    private final ExecutorService readers = Executors.newFixedThreadPool(READERS, work -> {
        var thread = new Thread(work, "spill-guard-reader");
        thread.setDaemon(true);
        return thread;
    });

    FileText(SpillSettings settings) {
        this.settings = settings;
    }

    /** A file of which nobody can say that it is clean. The message is the end of a sentence about it. */
    static class Unreadable extends Exception {

        Unreadable(String message) {
            super(message);
        }
    }

    /** Whether these bytes are a document or an archive, of which the text does not lie open. */
    static boolean isContainer(byte[] content) {
        return content.length > 4 && CONTAINERS.contains(new String(content, 0, 4, StandardCharsets.ISO_8859_1))
            || content.length > 2 && content[0] == 0x1f && (content[1] & 0xff) == 0x8b;
    }

    /** @throws Unreadable if it is encrypted, damaged, too long, or takes too long */
    String of(byte[] content) throws Unreadable {
        if (!isContainer(content) && !isMail(content)) {
            return open(content);
        }
        Future<String> reading = readers.submit(() -> read(content));
        try {
            return reading.get(settings.timePerFile().toMillis(), TimeUnit.MILLISECONDS);
        } catch (TimeoutException slow) {
            reading.cancel(true);
            throw new Unreadable("takes longer than %d seconds to be read".formatted(settings.timePerFile().toSeconds()));
        } catch (InterruptedException stopped) {
            reading.cancel(true);
            Thread.currentThread().interrupt();
            throw new Unreadable("could not be read to its end");
        } catch (ExecutionException failed) {
            throw unreadable(failed.getCause());
        }
    }

    @PreDestroy
    void stop() {
        readers.shutdownNow();
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
                return new Unreadable("holds more than %d million characters".formatted(LONGEST / 1_000_000));
            }
        }
        return new Unreadable("is damaged or incomplete, or unpacks to far more than it seems to hold");
    }

    private String read(byte[] content) throws Exception {
        var handler = new BodyContentHandler(LONGEST);
        var metadata = new Metadata();
        var context = new ParseContext();
        var office = new OfficeParserConfig();
        office.setUseSAXDocxExtractor(true);
        office.setUseSAXPptxExtractor(true);
        office.setIncludeDeletedContent(true);
        office.setIncludeMoveFromContent(true);
        office.setIncludeHeadersAndFooters(true);
        office.setIncludeSlideMasterContent(true);
        context.set(OfficeParserConfig.class, office);
        var pdf = new PDFParserConfig();
        pdf.setSortByPosition(true);
        pdf.setExtractAnnotationText(true);
        pdf.setExtractBookmarksText(true);
        pdf.setExtractInlineImages(false);
        pdf.setOcrStrategy(PDFParserConfig.OCR_STRATEGY.NO_OCR);
        pdf.setCatchIntermediateIOExceptions(false);
        context.set(PDFParserConfig.class, pdf);
        var within = new Within();
        context.set(EmbeddedDocumentExtractor.class, within);
        within.context = context;
        try (var in = new ByteArrayInputStream(content)) {
            parser.parse(in, handler, metadata, context);
        }
        if (nobodyRead(metadata)) {
            throw new Unreadable("is of a kind that cannot be read");
        }
        return handler + "\n" + properties(metadata) + within.properties;
    }

    /** The files in a file. */
    private final class Within implements EmbeddedDocumentExtractor {

        private final StringBuilder properties = new StringBuilder();
        private ParseContext context;
        private int files;
        private int depth;

        @Override
        public boolean shouldParseEmbedded(Metadata metadata) {
            return true;
        }

        @Override
        public void parseEmbedded(InputStream stream, ContentHandler handler, Metadata metadata, boolean outputHtml) throws SAXException, IOException {
            if (++files > MOST_FILES || depth >= DEEPEST) {
                throw new IOException(new Unreadable("holds more files within files than are looked through"));
            }
            depth++;
            byte[] content = stream.readNBytes(LONGEST);
            try {
                parser.parse(new ByteArrayInputStream(content), new EmbeddedContentHandler(new BodyContentHandler(handler)), metadata, context);
            } catch (org.apache.tika.exception.TikaException failure) {
                throw new IOException(unreadable(failure));
            } finally {
                depth--;
            }
            if (nobodyRead(metadata)) {
                if (isContainer(content)) {
                    throw new IOException(new Unreadable("holds a file of a kind that cannot be read"));
                }
                properties.append('\n').append(open(content));
            }
            properties.append('\n').append(properties(metadata));
        }
    }

    private static boolean nobodyRead(Metadata metadata) {
        return List.of(metadata.getValues(TikaCoreProperties.TIKA_PARSED_BY)).stream().anyMatch(name -> name.endsWith(".EmptyParser"));
    }

    private static String properties(Metadata metadata) {
        var text = new StringBuilder();
        for (String name : metadata.names()) {
            for (String value : metadata.getValues(name)) {
                text.append(value).append("\n\n");
            }
        }
        return text.toString();
    }

    private static boolean isMail(byte[] content) {
        String head = new String(content, 0, Math.min(content.length, 4000), StandardCharsets.ISO_8859_1);
        return head.matches("(?s)(?:[A-Za-z][A-Za-z0-9-]*:[^\\n]*\\n(?:[ \\t][^\\n]*\\n)*){2,}\\r?\\n.*");
    }

    /** Text that lies open, and what is readable of a picture's own words. */
    static String open(byte[] content) {
        if (content.length > 1 && ((content[0] & 0xff) == 0xff && (content[1] & 0xff) == 0xfe || (content[0] & 0xff) == 0xfe && (content[1] & 0xff) == 0xff)) {
            return new String(content, StandardCharsets.UTF_16);
        }
        if (content.length > 3 && (content[0] == 0) != (content[1] == 0)) {
            return new String(content, content[0] == 0 ? StandardCharsets.UTF_16BE : StandardCharsets.UTF_16LE);
        }
        if (isBinary(content)) {
            return words(content);
        }
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException otherwise) {
            return new String(content, Charset.forName("windows-1252"));
        }
    }

    private static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, 4000); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /** The readable words among bytes, each run of them on a line of its own. */
    private static String words(byte[] content) {
        var text = new StringBuilder();
        int start = 0;
        for (int i = 0; i <= content.length; i++) {
            if (i == content.length || content[i] < ' ' || content[i] == 0x7f) {
                if (i - start >= SHORTEST_WORDS) {
                    text.append(new String(content, start, i - start, StandardCharsets.US_ASCII)).append('\n');
                }
                start = i + 1;
            }
        }
        return text.toString();
    }
}
