package org.eoworkflow.platform;

/**
 * A rule of ours says no. The message is written for the person who reads it: what is wrong, where, and what to do.
 * It rolls the transaction back and reaches REST callers with the status of its kind.
 */
public class Refusal extends RuntimeException {

    /** Why it is refused, and the HTTP status that says so. */
    public enum Kind {
        INVALID(400), FORBIDDEN(403), UNKNOWN(404), CONFLICT(409), TOO_LARGE(413), UNSUPPORTED(415);

        private final int status;

        Kind(int status) {
            this.status = status;
        }

        public int status() {
            return status;
        }
    }

    private final Kind kind;
    private final String field;

    public Refusal(Kind kind, String field, String message) {
        super(message);
        this.kind = kind;
        this.field = field;
    }

    /** A value that a form or an API field does not take. */
    public static Refusal invalid(String field, String message) {
        return new Refusal(Kind.INVALID, field, message);
    }

    /** An account that may not do this, however it tries. */
    public static Refusal forbidden(String message) {
        return new Refusal(Kind.FORBIDDEN, null, message);
    }

    /** Something that is named but is not there. */
    public static Refusal unknown(String field, String message) {
        return new Refusal(Kind.UNKNOWN, field, message);
    }

    /** Something that was done already, or that the present state does not allow. */
    public static Refusal conflict(String message) {
        return new Refusal(Kind.CONFLICT, null, message);
    }

    /** The refusal behind an exception of the engine, or null. */
    public static Refusal in(Throwable thrown) {
        for (Throwable t = thrown; t != null; t = t.getCause()) {
            if (t instanceof Refusal refusal) {
                return refusal;
            }
        }
        return null;
    }

    public Kind kind() {
        return kind;
    }

    /** The field it is about, or null. */
    public String field() {
        return field;
    }
}
