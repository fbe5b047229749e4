package org.eoworkflow.security.spill;

import jakarta.servlet.ServletException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.Part;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import org.eoworkflow.platform.Refusal;
import org.eoworkflow.security.CheckedRequests;
import org.eoworkflow.security.JsonAnswers;
import org.eoworkflow.security.Paths;
import org.eoworkflow.security.ReadRequest;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.core.annotation.Order;
import org.springframework.stereotype.Component;
import org.springframework.util.unit.DataSize;

/**
 * Behind the sign-in and in front of every interface: looks at all that a request brings, its address, head, parameters and body, before anything
 * else reads, keeps or logs it. Nothing need be known of an address for it to be guarded; only files that are too large to be held are left
 * to the bean that reads them.
 */
@Component
@Order(290)
class SpillFilter extends CheckedRequests {

    /** Has this attribute in a request's log left out: {@code server.tomcat.accesslog.condition-unless}. */
    static final String STOPPED = "eo.stopped";

    /** Their bean guards what it reads, record by record or file by file. */
    private static final Pattern STREAMED = Pattern.compile("/api/tasks/[^/]+/listings");
    private static final Pattern FILE_GUARDED_BY_ITS_BEAN = Pattern.compile("/api/tasks/[^/]+/evidence");
    private static final Pattern DEPLOYMENT = Pattern.compile(".*/deployment/create");
    private static final Pattern HARMLESS = Pattern.compile("[A-Za-z0-9_.:@-]*");
    /** Kept by nobody, and a page's own address is no way in; whatever else is said in a head may be quoted in a log. */
    private static final Set<String> UNSEEN_HEADERS = Set.of("authorization", "cookie", "referer");
    private static final Set<String> WITHOUT_BODY = Set.of("GET", "HEAD", "OPTIONS");

    private final SpillGuard guard;
    private final SpillPlaces places;
    private final DataSize largest;
    private final DataSize largestDeployment;

    SpillFilter(SpillGuard guard, SpillPlaces places, JsonAnswers answers, @Value("${eo.requests.max-size}") DataSize largest,
                @Value("${eo.requests.max-deployment-size}") DataSize largestDeployment) {
        super(answers);
        this.guard = guard;
        this.places = places;
        this.largest = largest;
        this.largestDeployment = largestDeployment;
    }

    @Override
    protected boolean shouldNotFilter(HttpServletRequest request) {
        return !Paths.isInterface(request);
    }

    @Override
    protected HttpServletRequest checked(HttpServletRequest request) throws IOException {
        try {
            return check(request);
        } catch (Refusal refusal) {
            request.setAttribute(STOPPED, true);
            throw refusal;
        }
    }

    private HttpServletRequest check(HttpServletRequest request) throws IOException {
        var content = new Incoming(guard, () -> places.of(request), places);
        for (String segment : Paths.of(request).split("/")) {
            if (!HARMLESS.matcher(segment).matches()) {
                content.text(List.of("address"), segment);
            }
        }
        content.text(List.of("address"), Paths.of(request));
        for (String header : Collections.list(request.getHeaderNames())) {
            if (!UNSEEN_HEADERS.contains(header.toLowerCase(Locale.ROOT))) {
                content.text(List.of("header"), header);
                Collections.list(request.getHeaders(header)).forEach(value -> content.text(List.of("header"), value));
            }
        }
        if (request.getQueryString() != null) {
            content.parameters(request.getQueryString());
        }
        String path = Paths.of(request);
        if (WITHOUT_BODY.contains(request.getMethod()) || STREAMED.matcher(path).matches()) {
            return request;
        }
        String type = request.getContentType() == null ? "" : request.getContentType().toLowerCase(Locale.ROOT);
        if (path.startsWith("/api/") && type.startsWith("multipart/")) {
            Incoming.requireKnownCharset(type);
            for (Part part : parts(request)) {
                content.text(List.of(part.getName()), part.getName());
                if (part.getSubmittedFileName() == null) {
                    content.text(List.of(part.getName()), new String(part.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
                } else if (FILE_GUARDED_BY_ITS_BEAN.matcher(path).matches()) {
                    content.text(List.of("file"), part.getSubmittedFileName());
                } else {
                    guard.file(places.of(request), part.getSubmittedFileName(), part.getInputStream().readAllBytes());
                }
            }
            return request;
        }
        var read = ReadRequest.of(request, DEPLOYMENT.matcher(path).matches() ? largestDeployment : largest);
        if (read.body().length > 0) {
            content.body(read, type);
        }
        return read;
    }

    /** What is no multipart request after all, or too large, is refused where the parts are used. */
    private static Collection<Part> parts(HttpServletRequest request) {
        try {
            return request.getParts();
        } catch (IOException | ServletException | IllegalStateException toBeRefused) {
            return List.of();
        }
    }
}
