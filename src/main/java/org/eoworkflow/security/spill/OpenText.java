package org.eoworkflow.security.spill;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Pattern;
import org.eoworkflow.platform.ZipDirectory;

/** Bytes of which the text lies open, and what tells them from those of which it does not. */
final class OpenText {

    private static final int SHORTEST_WORDS = 6;
    private static final int SHORTEST_PASSAGE = 12;
    private static final int HEAD = 4000;
    private static final int PDF_HEAD = 1024;
    private static final int PDF_TAIL = 2048;
    private static final int LONGEST_MAIL_HEAD = 200_000;
    private static final int TAR_MAGIC = 257;

    /** PDF, Office, RTF and archives: what nobody here can read is said to be such, instead of being looked at as if it lay open. */
    private static final List<String> CONTAINERS = List.of("PK\u0003\u0004", "PK\u0005\u0006", "%PDF", "\u00d0\u00cf\u0011\u00e0", "{\\rt", "\u001f\u008b", "7z\u00bc\u00af",
        "Rar!\u001a", "BZh91AY", "\u00fd7zX", "(\u00b5/\u00fd", "MSCF\u0000", "\u001f\u009d", "]\u0000\u0000\u0080\u0000", "]\u0000\u0000\u0000\u0004", "LZIP\u0001", "\u0004\"M\u0018",
        "xar!\u0000", "!<arch>\n", "\u00ed\u00ab\u00ee\u00db", "SZDD\u0088", "ITSF\u0003");

    /** What programs that unpack themselves carry beside ZIP archives. */
    private static final List<String> OTHER_ARCHIVES = List.of("7z\u00bc\u00af'\u001c", "Rar!\u001a\u0007", "MSCF\u0000\u0000\u0000\u0000");
    private static final Pattern DATA_URL = Pattern.compile("base64,([A-Za-z0-9+/_\\s-]{12,}+)");

    /** Lines of a mail's part, of a certificate or of a document that was put into XML or JSON. */
    private static final Pattern BLOCK = Pattern.compile("(?<![A-Za-z0-9+/\r\n])[A-Za-z0-9+/\r\n]{60,}+");
    private static final int SHORTEST_LINE = 60;
    private static final Pattern DIGEST = Pattern.compile("[0-9a-fA-F]+");

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

    static boolean isRtf(byte[] content) {
        return isAt(content, 0, "{\\rt");
    }

    static boolean isGzip(byte[] content) {
        return isAt(content, 0, "\u001f\u008b");
    }

    static boolean isOldOffice(byte[] content) {
        return isAt(content, 0, "\u00d0\u00cf\u0011\u00e0");
    }

    /** Whether all of its text is what {@link #of} says. */
    static boolean isOpen(byte[] content) {
        return !isFile(content) && !isMail(content) && !hasZero(content, content.length) && packed(of(content)).isEmpty();
    }

    /** Whether these bytes are more than a text, or hold more than that, such as a picture or an archive. */
    static boolean isFile(byte[] content) {
        return isContainer(content) || PictureText.isPicture(content) || !ZipDirectory.in(content).isEmpty() || holdsOtherArchive(content);
    }

    /** Whether there is an archive in it that is no ZIP archive. */
    static boolean holdsOtherArchive(byte[] content) {
        for (int at = 0; at < content.length; at++) {
            for (String magic : OTHER_ARCHIVES) {
                if (content[at] == magic.charAt(0) && isAt(content, at, magic)) {
                    return true;
                }
            }
        }
        return false;
    }

    /** What is written in a text as base64, where it is a text or a file that can be told. */
    static List<byte[]> packed(String text) {
        List<byte[]> found = new ArrayList<>();
        for (var url = DATA_URL.matcher(text); url.find(); ) {
            found.add(decoded(url.group(1)));
        }
        for (var block = BLOCK.matcher(text); block.find(); ) {
            var letters = new StringBuilder();
            for (String line : block.group().split("[\r\n]+")) {
                if (line.length() >= SHORTEST_LINE) {
                    letters.append(line);
                } else if (!letters.isEmpty()) {
                    addKnown(letters.append(line).toString(), found);
                    letters.setLength(0);
                }
            }
            addKnown(letters.toString(), found);
        }
        return found;
    }

    private static void addKnown(String letters, List<byte[]> found) {
        if (letters.isEmpty() || DIGEST.matcher(letters).matches()) {
            return;
        }
        byte[] content = decoded(letters);
        if (isFile(content) ? !isGzip(content) || isAt(content, 0, "\u001f\u008b\u0008") : isMail(content) || isAllText(content)) {
            found.add(content);
        }
    }

    private static byte[] decoded(String base64) {
        String letters = base64.replaceAll("\\s", "").replace('-', '+').replace('_', '/');
        return Base64.getDecoder().decode(letters.substring(0, letters.length() - (letters.length() % 4 == 1 ? 1 : 0)));
    }

    private static boolean isAllText(byte[] content) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(content)).chars().noneMatch(c -> c < ' ' && c != '\n' && c != '\r' && c != '\t');
        } catch (CharacterCodingException noText) {
            return wide(content) != null;
        }
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
            if (wide == null && hasZero(content, HEAD)) {
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

    private static boolean hasZero(byte[] content, int most) {
        for (int i = 0; i < Math.min(content.length, most); i++) {
            if (content[i] == 0) {
                return true;
            }
        }
        return false;
    }

    /**
     * The readable words among bytes, in letters of one byte and of two. Each run of them is on a line of its own, and without its first letter
     * on another, since that may be the length that stands before a text. Longer ones are there once more with their line breaks and with letters
     * of any script.
     */
    static String words(byte[] content) {
        var text = new StringBuilder();
        for (int[] way : new int[][] {{0, 1, 0}, {0, 2, 1}, {1, 2, 1}, {0, 2, -1}, {1, 2, -1}}) {
            words(content, way[0], way[1], way[2], text);
        }
        passages(content, text);
        return text.toString();
    }

    private static void passages(byte[] content, StringBuilder text) {
        int from = 0;
        boolean isWord = true;
        for (int i = 0; i <= content.length; ) {
            int letter = i == content.length ? 0 : letter(content, i);
            if (letter == 0) {
                if (!isWord && i - from >= SHORTEST_PASSAGE) {
                    text.append(new String(content, from, i - from, StandardCharsets.UTF_8)).append("\n\n");
                }
                from = i + 1;
                isWord = true;
            } else {
                isWord &= letter == 1 && content[i] >= ' ';
            }
            i += Math.max(1, letter);
        }
    }

    /** The bytes of the letter of UTF-8 that begins here; 0: none does. */
    private static int letter(byte[] content, int at) {
        int first = content[at] & 0xff;
        if (first < 0x80) {
            return first >= ' ' && first != 0x7f || first == '\n' || first == '\r' || first == '\t' ? 1 : 0;
        }
        int length = first >= 0xf0 && first < 0xf5 ? 4 : first >= 0xe0 && first < 0xf0 ? 3 : first >= 0xc2 && first < 0xe0 ? 2 : 0;
        for (int i = at + 1; i < at + length; i++) {
            if (i >= content.length || (content[i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        return length;
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
