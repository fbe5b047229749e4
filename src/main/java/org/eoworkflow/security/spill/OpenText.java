package org.eoworkflow.security.spill;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.List;

/** Bytes of which the text lies open, and what tells them from those of which it does not. */
final class OpenText {

    private static final int SHORTEST_WORDS = 6;
    private static final int HEAD = 4000;
    private static final int PDF_HEAD = 1024;
    private static final int PDF_TAIL = 2048;
    private static final int LONGEST_MAIL_HEAD = 200_000;
    private static final int TAR_MAGIC = 257;

    /** PDF, Office, RTF and archives: what nobody here can read is said to be such, instead of being looked at as if it lay open. */
    private static final List<String> CONTAINERS = List.of("PK\u0003\u0004", "PK\u0005\u0006", "%PDF", "\u00d0\u00cf\u0011\u00e0", "{\\rt", "\u001f\u008b", "7z\u00bc\u00af",
        "Rar!\u001a", "BZh91AY", "\u00fd7zX", "(\u00b5/\u00fd", "MSCF\u0000");

    private OpenText() {
    }

    /** Whether these bytes are a document or an archive. */
    static boolean isContainer(byte[] content) {
        return CONTAINERS.stream().anyMatch(magic -> isAt(content, 0, magic)) || isPdf(content) || isAt(content, TAR_MAGIC, "ustar");
    }

    /** Readers of PDF take one that begins later, too. */
    static boolean isPdf(byte[] content) {
        return isAt(content, 0, "%PDF-") || latin(content, PDF_HEAD).contains("%PDF-")
            && new String(content, Math.max(0, content.length - PDF_TAIL), Math.min(content.length, PDF_TAIL), StandardCharsets.ISO_8859_1).contains("startxref");
    }

    static boolean isZip(byte[] content) {
        return isAt(content, 0, "PK\u0003\u0004");
    }

    static boolean isGzip(byte[] content) {
        return isAt(content, 0, "\u001f\u008b");
    }

    private static boolean isAt(byte[] content, int at, String magic) {
        for (int i = 0; i < magic.length(); i++) {
            if (at + i >= content.length || (content[at + i] & 0xff) != magic.charAt(i)) {
                return false;
            }
        }
        return true;
    }

    /** Two lines of a head at the least, and an empty line after it. */
    static boolean isMail(byte[] content) {
        return mailHead(content) != null;
    }

    /** The head of a mail, or null. */
    static String mailHead(byte[] content) {
        String text = latin(content, LONGEST_MAIL_HEAD);
        int lines = 0;
        for (int from = 0; from < text.length(); ) {
            int end = text.indexOf('\n', from);
            String line = text.substring(from, end < 0 ? text.length() : end).stripTrailing();
            if (line.isEmpty()) {
                return lines < 2 ? null : text.substring(0, from);
            }
            boolean continued = lines > 0 && (text.charAt(from) == ' ' || text.charAt(from) == '\t');
            int colon = line.indexOf(':');
            if (end < 0 || !continued && (colon < 1 || !line.substring(0, colon).chars().allMatch(c -> c > ' ' && c < 0x7f))) {
                return null;
            }
            lines += continued ? 0 : 1;
            from = end + 1;
        }
        return null;
    }

    private static String latin(byte[] content, int most) {
        return new String(content, 0, Math.min(content.length, most), StandardCharsets.ISO_8859_1);
    }

    /** Text that lies open, and what is readable among other bytes. */
    static String of(byte[] content) {
        Charset wide = wide(content);
        try {
            if (wide == null && isBinary(content)) {
                return words(content);
            }
            return (wide == null ? StandardCharsets.UTF_8 : wide).newDecoder().decode(ByteBuffer.wrap(content)).toString();
        } catch (CharacterCodingException otherwise) {
            return wide == null ? new String(content, Charset.forName("windows-1252")) : words(content);
        }
    }

    /** UTF-16 and UTF-32, told by their mark or by the zeros of their first letter; null if it is neither. */
    private static Charset wide(byte[] content) {
        if (content.length < 4) {
            return null;
        }
        int zeros = (content[0] == 0 ? 8 : 0) + (content[1] == 0 ? 4 : 0) + (content[2] == 0 ? 2 : 0) + (content[3] == 0 ? 1 : 0);
        if (isAt(content, 0, "\u00ff\u00fe\u0000\u0000") || isAt(content, 0, "\u0000\u0000\u00fe\u00ff")) {
            return Charset.forName("UTF-32");
        }
        if (isAt(content, 0, "\u00ff\u00fe") || isAt(content, 0, "\u00fe\u00ff")) {
            return StandardCharsets.UTF_16;
        }
        return switch (zeros) {
            case 0b1110, 0b1100 -> Charset.forName("UTF-32BE");
            case 0b0111, 0b0011 -> Charset.forName("UTF-32LE");
            case 0b1010, 0b1000, 0b1011 -> StandardCharsets.UTF_16BE;
            case 0b0101, 0b0100 -> StandardCharsets.UTF_16LE;
            default -> null;
        };
    }

    private static boolean isBinary(byte[] content) {
        for (int i = 0; i < Math.min(content.length, HEAD); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The readable words among bytes, in letters of one byte and of two. Each run of them is on a line of its own, and without its first letter
     * on another, since that may be the length that stands before a text.
     */
    static String words(byte[] content) {
        var text = new StringBuilder();
        for (int[] way : new int[][] {{0, 1, 0}, {0, 2, 1}, {1, 2, 1}, {0, 2, -1}, {1, 2, -1}}) {
            words(content, way[0], way[1], way[2], text);
        }
        return text.toString();
    }

    /** @param zero where the zero of a letter of two bytes lies, seen from the letter; 0: letters are of one byte */
    private static void words(byte[] content, int first, int width, int zero, StringBuilder text) {
        var run = new StringBuilder();
        for (int i = first; i < content.length + width; i += width) {
            boolean readable = i < content.length && content[i] >= ' ' && content[i] != 0x7f
                && (zero == 0 || i + zero >= 0 && i + zero < content.length && content[i + zero] == 0);
            if (readable) {
                run.append((char) content[i]);
            } else {
                if (run.length() >= SHORTEST_WORDS) {
                    text.append(run).append('\n').append(run, 1, run.length()).append('\n');
                }
                run.setLength(0);
            }
        }
    }
}
