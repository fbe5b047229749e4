package org.eoworkflow.security.spill;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.zip.InflaterInputStream;

/**
 * What a picture says beside what it shows, where that is packed (PNG) or cut in pieces (GIF). In other pictures such texts (comments, Exif, IPTC,
 * XMP) lie open among the bytes. Read step by step rather than by a library for pictures: those refuse a picture for one bad step, and unpack
 * without a bound.
 */
final class PictureText {

    private static final byte[] PNG = "\u0089PNG\r\n\u001a\n".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] GIF = "GIF8".getBytes(StandardCharsets.ISO_8859_1);
    private static final int GIF_HEAD = 13;
    private static final int GIF_EXTENSION = 0x21;
    private static final int GIF_PICTURE = 0x2c;

    /** Whoever takes a text, packed or not; with a bound. */
    interface Reader {
        void take(InputStream text) throws Exception;
    }

    private final byte[] content;
    private final Reader reader;

    private PictureText(byte[] content, Reader reader) {
        this.content = content;
        this.reader = reader;
    }

    /** Whether there is more to be read than what lies open. */
    static boolean isPicture(byte[] content) {
        return begins(content, PNG) || begins(content, GIF);
    }

    /** Nothing of what is neither PNG nor GIF; of a damaged picture what can be read. */
    static void of(byte[] content, Reader reader) throws Exception {
        if (begins(content, PNG)) {
            new PictureText(content, reader).png();
        } else if (begins(content, GIF)) {
            new PictureText(content, reader).gif();
        }
    }

    private static boolean begins(byte[] content, byte[] magic) {
        return content.length >= magic.length && Arrays.equals(content, 0, magic.length, magic, 0, magic.length);
    }

    // --- PNG: length, name, data, checksum

    private void png() throws Exception {
        var bytes = ByteBuffer.wrap(content);
        for (int at = PNG.length; at + 8 <= content.length; ) {
            int length = bytes.getInt(at);
            int end = length < 0 || length > content.length - at - 8 ? content.length : at + 8 + length;
            chunk(new String(content, at + 4, 4, StandardCharsets.ISO_8859_1), Arrays.copyOfRange(content, at + 8, end));
            at = end + 4;
        }
    }

    private void chunk(String name, byte[] data) throws Exception {
        int key = zero(data, 0);
        switch (name) {
            case "tEXt" -> text(data, key, false, key + 1);
            case "zTXt", "iCCP" -> text(data, key, true, key + 2);
            case "iTXt" -> {
                int language = zero(data, key + 3);
                int translated = zero(data, language + 1);
                take(data, key + 3, language);
                take(data, language + 1, translated);
                text(data, key, key + 1 < data.length && data[key + 1] == 1, translated + 1);
            }
            case "eXIf" -> take(data, 0, data.length);
            default -> { }
        }
    }

    /** Where the next zero is, or the end. */
    private static int zero(byte[] data, int from) {
        int at = Math.min(from, data.length);
        while (at < data.length && data[at] != 0) {
            at++;
        }
        return at;
    }

    private void text(byte[] data, int key, boolean packed, int from) throws Exception {
        take(data, 0, key);
        if (from >= data.length) {
            return;
        }
        var rest = new ByteArrayInputStream(data, from, data.length - from);
        if (!packed) {
            reader.take(rest);
        } else if (new String(data, 0, key, StandardCharsets.ISO_8859_1).startsWith("Raw profile type")) {
            reader.take(new Profile(new AsFarAsItGoes(rest)));
        } else {
            reader.take(new AsFarAsItGoes(rest));
        }
    }

    private void take(byte[] data, int from, int to) throws Exception {
        if (from < to) {
            reader.take(new ByteArrayInputStream(data, from, to - from));
        }
    }

    /** Unpacks; what is damaged ends there. */
    private static final class AsFarAsItGoes extends InflaterInputStream {

        AsFarAsItGoes(InputStream packed) {
            super(packed);
        }

        @Override
        public int read(byte[] target, int from, int length) {
            try {
                return super.read(target, from, length);
            } catch (IOException damaged) {
                return -1;
            }
        }
    }

    /** As image tools write Exif, IPTC and XMP into texts: a name, a length, and the bytes as digits. */
    private static final class Profile extends InputStream {

        private static final int HEAD_LINES = 3;

        private final InputStream text;

        Profile(InputStream text) throws IOException {
            this.text = text;
            for (int c = 0, lines = 0; c >= 0 && lines < HEAD_LINES; ) {
                c = text.read();
                lines += c == '\n' ? 1 : 0;
            }
        }

        private int digit() throws IOException {
            int c = text.read();
            while (c >= 0 && !HexFormat.isHexDigit(c)) {
                c = text.read();
            }
            return c < 0 ? -1 : HexFormat.fromHexDigit(c);
        }

        @Override
        public int read() throws IOException {
            int high = digit();
            int low = digit();
            return high < 0 || low < 0 ? -1 : high << 4 | low;
        }
    }

    // --- GIF: extensions and pictures, each in pieces that begin with their length

    private void gif() throws Exception {
        for (int at = GIF_HEAD + (content.length < GIF_HEAD ? 0 : colors(content[10])); at + 1 < content.length; ) {
            var data = new ByteArrayOutputStream();
            if (content[at] == GIF_EXTENSION) {
                at = pieces(at + 2, data);
                reader.take(new ByteArrayInputStream(data.toByteArray()));
            } else if (content[at] == GIF_PICTURE && at + 10 < content.length) {
                at = pieces(at + 11 + colors(content[at + 9]), null);
            } else {
                return;
            }
        }
    }

    /** How many bytes the colors take. */
    private static int colors(byte flags) {
        return (flags & 0x80) == 0 ? 0 : 3 << (flags & 7) + 1;
    }

    private int pieces(int from, ByteArrayOutputStream data) {
        int at = from;
        while (at < content.length && content[at] != 0) {
            int length = Math.min(content[at] & 0xff, content.length - at - 1);
            if (data != null) {
                data.write(content, at + 1, length);
            }
            at += 1 + length;
        }
        return at + 1;
    }
}
