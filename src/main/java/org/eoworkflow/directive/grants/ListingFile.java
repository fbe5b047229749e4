package org.eoworkflow.directive.grants;

import java.io.BufferedInputStream;
import java.io.EOFException;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Locale;
import java.util.zip.ZipEntry;
import java.util.zip.ZipException;
import java.util.zip.ZipInputStream;
import org.eoworkflow.directive.grants.Listing.Sink;
import org.eoworkflow.directive.grants.Listing.Source;
import org.eoworkflow.directive.grants.Listing.Unreadable;

/** A file of listings as it was downloaded. What it is, is told by its content; it is read as a stream however long it is. */
final class ListingFile {

    private static final Charset WINDOWS = Charset.forName("windows-1252");

    /** Opens the file anew. */
    interface Content {
        InputStream open() throws IOException;
    }

    private final Content content;
    private final long longest;

    /** @param longest how many bytes of content are read, unpacked */
    ListingFile(Content content, long longest) {
        this.content = content;
        this.longest = longest;
    }

    /** Reads all of it. @throws Unreadable if nothing of it can be taken */
    Source read(Sink sink) throws IOException {
        byte[] start;
        try (InputStream in = content.open()) {
            start = in.readNBytes(512);
        }
        if (start.length == 0) {
            throw new Unreadable("The file is empty.");
        }
        if (start.length > 1 && start[0] == 'P' && start[1] == 'K') {
            unpacked(sink);
            return Source.GRANTS_GOV;
        }
        refuseUtf16(start);
        if (new String(start, StandardCharsets.ISO_8859_1).replaceFirst("^\u00EF\u00BB\u00BF", "").stripLeading().startsWith("<")) {
            try (InputStream in = open()) {
                GrantOpportunities.read(in, sink);
            }
            return Source.GRANTS_GOV;
        }
        try (var text = new InputStreamReader(open(), encoding())) {
            AssistanceListings.read(text, sink);
        }
        return Source.ASSISTANCE_LISTINGS;
    }

    private InputStream open() throws IOException {
        return new Bounded(new BufferedInputStream(content.open(), 1 << 16), longest);
    }

    /** The extract is published packed: the XML file in it is read. */
    private void unpacked(Sink sink) throws IOException {
        try (var zip = new ZipInputStream(new BufferedInputStream(content.open()))) {
            ZipEntry entry = zip.getNextEntry();
            while (entry != null && !entry.getName().toLowerCase(Locale.ROOT).endsWith(".xml")) {
                entry = zip.getNextEntry();
            }
            if (entry == null) {
                throw new Unreadable("The ZIP file holds no XML file.");
            }
            GrantOpportunities.read(new Bounded(zip, longest), sink);
        } catch (EOFException | ZipException e) {
            throw new Unreadable("The ZIP file is truncated or damaged. Download it again.");
        }
    }

    private static void refuseUtf16(byte[] start) {
        boolean marked = start.length > 1 && ((start[0] & 0xFF) == 0xFF && (start[1] & 0xFF) == 0xFE || (start[0] & 0xFF) == 0xFE && (start[1] & 0xFF) == 0xFF);
        boolean zeros = false;
        for (byte b : start) {
            zeros |= b == 0;
        }
        if (marked || zeros) {
            throw new Unreadable("The file is in UTF-16, or no text at all. Import it as it was downloaded, or save it as CSV in UTF-8.");
        }
    }

    /** UTF-8 where all of the file is; else Windows-1252, as the listings are published. */
    private Charset encoding() throws IOException {
        var utf8 = new Utf8();
        boolean valid = true;
        long line = 1;
        long wrongLine = 0;
        try (InputStream in = open()) {
            byte[] buffer = new byte[1 << 16];
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                for (int i = 0; i < count; i++) {
                    int b = buffer[i] & 0xFF;
                    valid &= utf8.takes(b);
                    line += b == '\n' ? 1 : 0;
                    boolean undefined = b == 0 || b == 0x81 || b == 0x8D || b == 0x8F || b == 0x90 || b == 0x9D;
                    wrongLine = wrongLine == 0 && undefined ? line : wrongLine;
                }
            }
        }
        // a file that is cut off within a character is still UTF-8; that it is cut off is said when it is read
        if (valid) {
            return StandardCharsets.UTF_8;
        }
        if (wrongLine > 0) {
            throw new Unreadable("Line %d: the file is neither in UTF-8 nor in Windows-1252, in which the listings are published. Download it again."
                .formatted(wrongLine));
        }
        return WINDOWS;
    }

    /** Whether bytes are UTF-8, one after the other. */
    private static final class Utf8 {

        private int left;
        private int least;
        private int point;

        boolean takes(int b) {
            if (left == 0) {
                left = b < 0x80 ? 0 : b >= 0xC2 && b < 0xE0 ? 1 : b >= 0xE0 && b < 0xF0 ? 2 : b >= 0xF0 && b < 0xF5 ? 3 : -1;
                least = left == 2 ? 0x800 : left == 3 ? 0x10000 : 0;
                point = left == 1 ? b & 0x1F : left == 2 ? b & 0x0F : b & 0x07;
                boolean begins = left >= 0;
                left = Math.max(0, left);
                return begins;
            }
            point = point << 6 | b & 0x3F;
            left--;
            return (b & 0xC0) == 0x80 && (left > 0 || point >= least && point <= 0x10FFFF && (point < 0xD800 || point > 0xDFFF));
        }
    }

    private static final class Bounded extends FilterInputStream {

        private final long longest;
        private long read;

        Bounded(InputStream in, long longest) {
            super(in);
            this.longest = longest;
        }

        @Override
        public int read() throws IOException {
            int b = super.read();
            count(b < 0 ? 0 : 1);
            return b;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) throws IOException {
            int count = super.read(buffer, offset, length);
            count(Math.max(0, count));
            return count;
        }

        private void count(int more) {
            read += more;
            if (read > longest) {
                throw new Unreadable("The file holds more than %,d MB of content, which is more than is taken.".formatted(longest >> 20));
            }
        }
    }
}
