package org.eoworkflow.directive.bod;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.HttpURLConnection;
import java.net.SocketTimeoutException;
import java.net.URI;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Locale;

/** Opens the configured file or address, and only if it has changed since the last time. */
class KevSource {

    private final KevSettings settings;
    private final KevReader.Check check;
    private String etag;
    private String modified;

    KevSource(KevSettings settings, KevReader.Check check) {
        this.settings = settings;
        this.check = check;
    }

    /**
     * Reads the catalogue.
     *
     * @param anew also if it has not changed since
     * @return null if it has not changed since the last reading
     */
    Kev read(boolean anew) throws IOException {
        String location = settings.location().strip();
        String scheme = location.toLowerCase(Locale.ROOT).replaceAll("^([a-z][a-z0-9+.-]+):.*", "$1");
        return switch (scheme) {
            case "http", "https" -> http(URI.create(location), anew);
            case "file" -> file(Path.of(URI.create(location)), anew);
            default -> file(Path.of(location), anew);
        };
    }

    private Kev file(Path file, boolean anew) throws IOException {
        try (InputStream in = bounded(Files.newInputStream(file))) {
            String now = Files.getLastModifiedTime(file) + "/" + Files.size(file);
            if (!anew && now.equals(modified)) {
                return null;
            }
            Kev kev = KevReader.read(in, check);
            modified = now;
            return kev;
        } catch (NoSuchFileException e) {
            throw new KevReader.Invalid("there is no such file");
        }
    }

    private Kev http(URI address, boolean anew) throws IOException {
        var connection = (HttpURLConnection) address.toURL().openConnection();
        connection.setConnectTimeout((int) settings.timeout().toMillis());
        connection.setReadTimeout((int) settings.timeout().toMillis());
        connection.setRequestProperty("Accept", "application/json");
        if (!anew && etag != null) {
            connection.setRequestProperty("If-None-Match", etag);
        }
        if (!anew && modified != null) {
            connection.setRequestProperty("If-Modified-Since", modified);
        }
        try {
            int status = connection.getResponseCode();
            if (status == HttpURLConnection.HTTP_NOT_MODIFIED) {
                return null;
            }
            if (status != HttpURLConnection.HTTP_OK) {
                throw new KevReader.Invalid("the server answered %d".formatted(status));
            }
            if (connection.getContentLengthLong() > settings.maxSize().toBytes()) {
                throw tooLarge();
            }
            try (InputStream in = bounded(connection.getInputStream())) {
                Kev kev = KevReader.read(in, check);
                etag = connection.getHeaderField("ETag");
                modified = connection.getHeaderField("Last-Modified");
                return kev;
            }
        } catch (SocketTimeoutException e) {
            throw slow();
        } finally {
            connection.disconnect();
        }
    }

    /** Neither an endless nor a trickling stream holds up the work. */
    private InputStream bounded(InputStream in) {
        long end = System.nanoTime() + settings.timeout().toNanos();
        return new FilterInputStream(in) {
            private long left = settings.maxSize().toBytes();

            @Override
            public int read() throws IOException {
                int read = super.read();
                return read < 0 ? read : counted(1) == 1 ? read : -1;
            }

            @Override
            public int read(byte[] bytes, int offset, int length) throws IOException {
                return counted(super.read(bytes, offset, length));
            }

            private int counted(int read) throws IOException {
                left -= read;
                if (left < 0) {
                    throw tooLarge();
                }
                if (System.nanoTime() > end) {
                    throw slow();
                }
                return read;
            }
        };
    }

    private KevReader.Invalid tooLarge() {
        return new KevReader.Invalid("it is larger than %d MB".formatted(settings.maxSize().toMegabytes()));
    }

    private KevReader.Invalid slow() {
        return new KevReader.Invalid("it took longer than %d seconds".formatted(settings.timeout().toSeconds()));
    }
}
