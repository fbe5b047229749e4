package org.eoworkflow.directive.grants;

import static org.assertj.core.api.Assertions.assertThat;
import static org.eoworkflow.directive.grants.Published.bytes;

import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.function.IntFunction;
import org.eoworkflow.directive.grants.Listing.BadRecord;
import org.eoworkflow.directive.grants.Listing.Sink;
import org.junit.jupiter.api.Test;

/** A file of sixty megabytes goes through record by record: what was read is never far ahead of what was handed on. */
class LargeListingsTest {

    private static final int SIZE = 60 << 20;
    private static final int FAR = 256 << 10;

    @Test
    void theCsvIsReadAsAStream() throws Exception {
        var made = new Made(Published.csv(), i -> Published.line(List.copyOf(Published.program("%02d.%03d".formatted(10 + i / 1000 % 90, i % 1000),
            "Objectives (050)", "Find vulnerabilities. ".repeat(50)).values())) + "\r\n", "");
        var sink = new NotFarBehind(made);
        AssistanceListings.read(new InputStreamReader(made, StandardCharsets.UTF_8), sink);
        assertThat(sink.records).isGreaterThan(20_000);
    }

    @Test
    void theXmlIsReadAsAStream() throws Exception {
        var frame = Published.xml();
        int end = frame.indexOf("</Grants>");
        var made = new Made(frame.substring(0, end), i -> Published.opportunity(String.valueOf(100_000 + i), "Description", "Find vulnerabilities. ".repeat(50)),
            frame.substring(end));
        var sink = new NotFarBehind(made);
        GrantOpportunities.read(made, sink);
        assertThat(sink.records).isGreaterThan(20_000);
    }

    /** Makes a file while it is read, so that it is nowhere as a whole. */
    private static final class Made extends InputStream {

        private final IntFunction<String> record;
        private final String end;
        private byte[] now;
        private int at;
        private int records;
        private boolean ended;
        private long read;

        Made(String start, IntFunction<String> record, String end) {
            this.now = bytes(start);
            this.record = record;
            this.end = end;
        }

        @Override
        public int read() throws IOException {
            var one = new byte[1];
            return read(one, 0, 1) < 0 ? -1 : one[0] & 0xFF;
        }

        @Override
        public int read(byte[] buffer, int offset, int length) {
            if (at == now.length) {
                if (ended) {
                    return -1;
                }
                ended = read >= SIZE;
                now = bytes(ended ? end : record.apply(records++));
                at = 0;
                if (now.length == 0) {
                    return -1;
                }
            }
            int count = Math.min(length, now.length - at);
            System.arraycopy(now, at, buffer, offset, count);
            at += count;
            read += count;
            return count;
        }
    }

    private static final class NotFarBehind implements Sink {

        private final Made made;
        private long average;
        private int records;

        NotFarBehind(Made made) {
            this.made = made;
        }

        @Override
        public void good(Listing listing) {
            taken();
        }

        /** Numbers come again after ninety thousand records: these count as well. */
        @Override
        public void bad(BadRecord record) {
            taken();
        }

        private void taken() {
            records++;
            average = made.read / records;
            assertThat(made.records - records).as("records read ahead").isLessThan((int) (FAR / Math.max(average, 500)));
        }
    }
}
