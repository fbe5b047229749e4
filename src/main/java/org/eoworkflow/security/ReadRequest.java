package org.eoworkflow.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import org.eoworkflow.platform.Refusal;
import org.springframework.util.unit.DataSize;

/** A request whose body was read, within a bound, to be read again by whoever comes next. */
public final class ReadRequest extends HttpServletRequestWrapper {

    private final byte[] body;

    private ReadRequest(HttpServletRequest request, byte[] body) {
        super(request);
        this.body = body;
    }

    /** Reads the body, if it has not been read. @throws Refusal if it is larger than this */
    public static ReadRequest of(HttpServletRequest request, DataSize most) throws IOException {
        if (request instanceof ReadRequest read && read.body.length <= most.toBytes()) {
            return read;
        }
        if (request.getContentLengthLong() <= most.toBytes()) {
            var body = request.getInputStream().readNBytes((int) most.toBytes() + 1);
            if (body.length <= most.toBytes()) {
                return new ReadRequest(request, body);
            }
        }
        throw new Refusal(Refusal.Kind.TOO_LARGE, null, ("The request is too large: at most %d MB are taken. "
            + "Long documents come as evidence: use the task's evidence tab.").formatted(most.toMegabytes()));
    }

    public byte[] body() {
        return body;
    }

    @Override
    public ServletInputStream getInputStream() {
        var bytes = new ByteArrayInputStream(body);
        return new ServletInputStream() {
            @Override
            public int read() {
                return bytes.read();
            }

            @Override
            public int read(byte[] target, int offset, int length) {
                return bytes.read(target, offset, length);
            }

            @Override
            public boolean isFinished() {
                return bytes.available() == 0;
            }

            @Override
            public boolean isReady() {
                return true;
            }

            @Override
            public void setReadListener(ReadListener listener) {
                throw new UnsupportedOperationException("the body has been read");
            }
        };
    }

    @Override
    public BufferedReader getReader() {
        var encoding = getCharacterEncoding();
        return new BufferedReader(new InputStreamReader(getInputStream(), encoding == null ? StandardCharsets.UTF_8 : Charset.forName(encoding)));
    }
}
