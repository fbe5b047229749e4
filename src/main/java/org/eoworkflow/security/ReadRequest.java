package org.eoworkflow.security;

import jakarta.servlet.ReadListener;
import jakarta.servlet.ServletInputStream;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletRequestWrapper;
import java.io.BufferedReader;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import org.apache.commons.fileupload.FileItemHeaders;
import org.apache.commons.fileupload.FileUpload;
import org.apache.commons.fileupload.FileUploadBase;
import org.apache.commons.fileupload.FileUploadException;
import org.apache.commons.fileupload.InvalidFileNameException;
import org.apache.commons.fileupload.RequestContext;
import org.eoworkflow.platform.Refusal;
import org.springframework.util.unit.DataSize;

/** A request whose body was read, within a bound, to be read again by whoever comes next. */
public final class ReadRequest extends HttpServletRequestWrapper {

    private final byte[] body;
    private List<Part> parts;

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

    /**
     * A part of a multipart body.
     *
     * @param fileName null where it is no file
     * @param head its headers, one a line
     */
    public record Part(String name, String fileName, String head, byte[] content) {
    }

    public boolean isMultipart() {
        return Objects.toString(getContentType(), "").toLowerCase(Locale.ROOT).startsWith("multipart/");
    }

    /** The parts as the engine will read them. @throws Refusal if the body is not well-formed */
    public List<Part> parts() throws IOException {
        if (parts == null) {
            List<Part> read = new ArrayList<>();
            try {
                var sent = new FileUpload().getItemIterator(new Sent(getContentType(), body));
                while (sent.hasNext()) {
                    var part = sent.next();
                    try (var content = part.openStream()) {
                        read.add(new Part(part.getFieldName(), part.getName(), head(part.getHeaders()), content.readAllBytes()));
                    }
                }
            } catch (FileUploadException | InvalidFileNameException | FileUploadBase.FileUploadIOException e) {
                throw Refusal.invalid(null, "The request cannot be read: it is no well-formed multipart/form-data. Send it again.");
            }
            parts = List.copyOf(read);
        }
        return parts;
    }

    private static String head(FileItemHeaders headers) {
        var head = new StringBuilder();
        if (headers != null) {
            headers.getHeaderNames().forEachRemaining(name -> headers.getHeaders(name).forEachRemaining(value ->
                head.append(name).append(": ").append(value).append('\n')));
        }
        return head.toString();
    }

    private record Sent(String contentType, byte[] body) implements RequestContext {

        @Override
        public String getCharacterEncoding() {
            return StandardCharsets.UTF_8.name();
        }

        @Override
        public String getContentType() {
            return contentType;
        }

        @Override
        @Deprecated
        public int getContentLength() {
            return body.length;
        }

        @Override
        public InputStream getInputStream() {
            return new ByteArrayInputStream(body);
        }
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
