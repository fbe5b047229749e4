package org.eoworkflow.platform;

import com.fasterxml.jackson.core.JsonProcessingException;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.util.Locale;
import java.util.UUID;
import org.camunda.bpm.engine.AuthorizationException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;
import org.springframework.beans.factory.annotation.Value;
import org.springframework.beans.TypeMismatchException;
import org.springframework.http.HttpStatus;
import org.springframework.http.HttpStatusCode;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.http.converter.HttpMessageNotReadableException;
import org.springframework.util.unit.DataSize;
import org.springframework.web.ErrorResponse;
import org.springframework.web.HttpMediaTypeNotSupportedException;
import org.springframework.web.HttpRequestMethodNotSupportedException;
import org.springframework.web.bind.MissingRequestValueException;
import org.springframework.web.bind.MissingServletRequestParameterException;
import org.springframework.web.bind.annotation.ExceptionHandler;
import org.springframework.web.bind.annotation.RestControllerAdvice;
import org.springframework.web.context.request.async.AsyncRequestNotUsableException;
import org.springframework.web.method.annotation.MethodArgumentTypeMismatchException;
import org.springframework.web.multipart.MaxUploadSizeExceededException;
import org.springframework.web.multipart.MultipartException;
import org.springframework.web.multipart.support.MissingServletRequestPartException;

/** What callers of our API read when something is refused or fails: {@code {"message": …, "field": …}}; never a stack trace, never a value. */
@RestControllerAdvice
class ApiErrors {

    private static final Logger LOG = LoggerFactory.getLogger(ApiErrors.class);

    private final DataSize largestUpload;

    ApiErrors(@Value("${spring.servlet.multipart.max-file-size}") DataSize largestUpload) {
        this.largestUpload = largestUpload;
    }

    @ExceptionHandler
    ResponseEntity<Problem> refused(Refusal refusal) {
        return answer(HttpStatusCode.valueOf(refusal.kind().status()), refusal.field(), refusal.getMessage());
    }

    @ExceptionHandler
    ResponseEntity<Problem> unreadable(HttpMessageNotReadableException thrown) {
        if (thrown.getMostSpecificCause() instanceof JsonProcessingException json) {
            var at = json.getLocation();
            return answer(HttpStatus.BAD_REQUEST, null, at == null ? "The request's body is not the JSON that is asked for."
                : "The request's body is not the JSON that is asked for: see line %d, column %d.".formatted(at.getLineNr(), at.getColumnNr()));
        }
        return answer(HttpStatus.BAD_REQUEST, null, "The request's body is missing or cannot be read.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestParameterException thrown) {
        return missing(thrown.getParameterName());
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingServletRequestPartException thrown) {
        return missing(thrown.getRequestPartName());
    }

    @ExceptionHandler
    ResponseEntity<Problem> missing(MissingRequestValueException thrown) {
        return answer(HttpStatus.BAD_REQUEST, null, "A header or cookie that this request needs is missing.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> mistyped(MethodArgumentTypeMismatchException thrown) {
        return answer(HttpStatus.BAD_REQUEST, thrown.getName(), "'%s' does not have the form that is asked for%s.".formatted(thrown.getName(),
            thrown.getRequiredType() == null ? "" : " (" + thrown.getRequiredType().getSimpleName().toLowerCase(Locale.ROOT) + ")"));
    }

    @ExceptionHandler
    ResponseEntity<Problem> mistyped(TypeMismatchException thrown) {
        return answer(HttpStatus.BAD_REQUEST, thrown.getPropertyName(), "A value does not have the form that is asked for.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMediaType(HttpMediaTypeNotSupportedException thrown) {
        return answer(HttpStatus.UNSUPPORTED_MEDIA_TYPE, null, "Send %s instead.".formatted(thrown.getSupportedMediaTypes().isEmpty()
            ? "application/json" : String.join(" or ", thrown.getSupportedMediaTypes().stream().map(MediaType::toString).toList())));
    }

    @ExceptionHandler
    ResponseEntity<Problem> wrongMethod(HttpRequestMethodNotSupportedException thrown) {
        var methods = thrown.getSupportedMethods();
        return answer(HttpStatus.METHOD_NOT_ALLOWED, null, "This address takes %s only.".formatted(methods == null ? "other methods"
            : String.join(", ", methods)));
    }

    @ExceptionHandler
    ResponseEntity<Problem> tooLarge(MaxUploadSizeExceededException thrown) {
        return answer(HttpStatus.PAYLOAD_TOO_LARGE, "file", "The file is too large: at most %d MB are taken. Split it, or add a link to where it is kept."
            .formatted(largestUpload.toMegabytes()));
    }

    @ExceptionHandler
    ResponseEntity<Problem> brokenUpload(MultipartException thrown) {
        return answer(HttpStatus.BAD_REQUEST, "file", "The upload is incomplete or no multipart/form-data. Send it again.");
    }

    @ExceptionHandler
    ResponseEntity<Problem> notAllowed(AuthorizationException thrown) {
        return answer(HttpStatus.FORBIDDEN, null, "Your account may not do this or see this.");
    }

    /** The caller went away: nobody reads an answer. */
    @ExceptionHandler
    void gone(AsyncRequestNotUsableException thrown) {
        LOG.debug("caller went away", thrown);
    }

    /**
     * A refusal inside, a status of Spring's own, or a defect, which gets a reference by which it is found in the log. Where an answer has
     * begun already, the connection is cut, so that nobody takes half a file for the whole.
     */
    @ExceptionHandler
    ResponseEntity<Problem> other(Exception thrown, HttpServletRequest request, HttpServletResponse response) throws Exception {
        if (response.isCommitted()) {
            throw thrown;
        }
        var refusal = Refusal.in(thrown);
        if (refusal != null) {
            return refused(refusal);
        }
        if (!request.getRequestURI().startsWith(request.getContextPath() + "/api/") || isForTheSecurityFilters(thrown)) {
            throw thrown;
        }
        if (thrown instanceof ErrorResponse known) {
            return answer(known.getStatusCode(), null, known.getStatusCode().value() == 404 ? "There is nothing at this address."
                : "The request is not what this address asks for.");
        }
        var reference = UUID.randomUUID().toString().substring(0, 8);
        LOG.error("{} {} failed, reference {}", request.getMethod(), request.getRequestURI(), reference, thrown);
        return answer(HttpStatus.INTERNAL_SERVER_ERROR, null,
            "Something went wrong on our side. Nothing was changed. Give the operators the reference %s.".formatted(reference));
    }

    private static boolean isForTheSecurityFilters(Exception thrown) {
        return thrown instanceof org.springframework.security.access.AccessDeniedException
            || thrown instanceof org.springframework.security.core.AuthenticationException;
    }

    private static ResponseEntity<Problem> missing(String name) {
        return answer(HttpStatus.BAD_REQUEST, name, "'%s' is missing.".formatted(name));
    }

    private static ResponseEntity<Problem> answer(HttpStatusCode status, String field, String message) {
        return ResponseEntity.status(status).contentType(MediaType.APPLICATION_JSON).body(new Problem(message, field));
    }

    record Problem(String message, String field) {
    }
}
