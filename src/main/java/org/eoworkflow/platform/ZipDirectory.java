package org.eoworkflow.platform;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Zip archives, alone or behind other bytes, by the directories at their ends: nothing is unpacked, so nothing can burst. */
public final class ZipDirectory {

    private static final int END = 0x06054b50;
    private static final int LONG_END = 0x06064b50;
    private static final int ENTRY = 0x02014b50;
    private static final int END_LENGTH = 22;
    private static final int LONG_END_LENGTH = 76;
    private static final int ENTRY_LENGTH = 46;

    private ZipDirectory() {
    }

    /**
     * An archive among other bytes.
     *
     * @param start where its places are counted from: mostly where it begins
     * @param comment where its comment begins
     * @param end behind its last byte
     * @param names of the files in it
     */
    public record Archive(int start, int comment, int end, Set<String> names) {
    }

    /** All of them, first ones first. Nothing where no directory can be read. */
    public static List<Archive> in(byte[] content) {
        var bytes = ByteBuffer.wrap(content).order(ByteOrder.LITTLE_ENDIAN);
        var found = new ArrayList<Archive>();
        for (int at = 0; at <= content.length - END_LENGTH; at++) {
            if (content[at] == 'P' && bytes.getInt(at) == END) {
                add(bytes, at, found);
            }
        }
        return found;
    }

    private static void add(ByteBuffer bytes, int at, List<Archive> found) {
        boolean isLong = at >= LONG_END_LENGTH && bytes.getInt(at - LONG_END_LENGTH) == LONG_END;
        int end = isLong ? at - LONG_END_LENGTH : at;
        long size = isLong ? bytes.getLong(end + 40) : Integer.toUnsignedLong(bytes.getInt(at + 12));
        long offset = isLong ? bytes.getLong(end + 48) : Integer.toUnsignedLong(bytes.getInt(at + 16));
        if (size < ENTRY_LENGTH || offset < 0 || end - size - offset < 0 || bytes.getInt((int) (end - size)) != ENTRY) {
            return;
        }
        int comment = at + END_LENGTH;
        found.add(new Archive((int) (end - size - offset), comment, Math.min(bytes.capacity(), comment + Short.toUnsignedInt(bytes.getShort(at + 20))),
            names(bytes, (int) (end - size), end)));
    }

    private static Set<String> names(ByteBuffer bytes, int start, int end) {
        var names = new HashSet<String>();
        int at = start;
        while (at + ENTRY_LENGTH <= end && bytes.getInt(at) == ENTRY) {
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
