package org.eoworkflow.obligation;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;

/** The names in a zip file, from its directory at the end: nothing is unpacked, so nothing can burst. */
final class ZipNames {

    private static final int END = 0x06054b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int ENTRY_LENGTH = 46;
    private static final int LONGEST_COMMENT = 0xffff;

    private ZipNames() {
    }

    /** Nothing where the directory cannot be read. */
    static Set<String> in(byte[] zip) {
        var bytes = ByteBuffer.wrap(zip).order(ByteOrder.LITTLE_ENDIAN);
        for (int end = zip.length - END_LENGTH; end >= 0 && end >= zip.length - END_LENGTH - LONGEST_COMMENT; end--) {
            if (bytes.getInt(end) == END) {
                return names(bytes, bytes.getInt(end + 16), end);
            }
        }
        return Set.of();
    }

    private static Set<String> names(ByteBuffer bytes, int start, int end) {
        var names = new HashSet<String>();
        int at = start;
        while (at >= 0 && at + ENTRY_LENGTH <= end && bytes.getInt(at) == ENTRY) {
            int name = Short.toUnsignedInt(bytes.getShort(at + 28));
            int rest = Short.toUnsignedInt(bytes.getShort(at + 30)) + Short.toUnsignedInt(bytes.getShort(at + 32));
            if (at + ENTRY_LENGTH + name > end) {
                break;
            }
            names.add(new String(bytes.array(), at + ENTRY_LENGTH, name, StandardCharsets.UTF_8));
            at += ENTRY_LENGTH + name + rest;
        }
        return names;
    }
}
