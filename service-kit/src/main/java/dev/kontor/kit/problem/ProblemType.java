package dev.kontor.kit.problem;

import java.util.Map;

/// Every kind of refusal that a service answers with; the list is published in docs/spec/problems.md. The slug is
/// part of the public contract and never changes its meaning.
public enum ProblemType {
    MALFORMED_REQUEST("malformed-request", 400, "The request cannot be read"),
    INVALID_INPUT("invalid-input", 400, "A value in the request is not allowed"),
    NOT_SIGNED_IN("not-signed-in", 401, "Sign in first"),
    NOT_ALLOWED("not-allowed", 403, "The caller may not do this"),
    PARTNER_REFUSED("partner-refused", 403, "The partner refused the request"),
    NOT_FOUND("not-found", 404, "There is no such thing here"),
    METHOD_NOT_ALLOWED("method-not-allowed", 405, "This method is not offered here"),
    NOT_ACCEPTABLE("not-acceptable", 406, "No representation that the caller accepts"),
    CONFLICT("conflict", 409, "The request contradicts the present state"),
    WRONG_STATE("wrong-state", 409, "The step does not fit the present state"),
    AMBIGUOUS_NAME("ambiguous-name", 409, "More than one organisation claims the name"),
    GONE("gone", 410, "It was here and has been withdrawn"),
    PRECONDITION_FAILED("precondition-failed", 412, "A precondition of the request does not hold"),
    TOO_LARGE("too-large", 413, "The body is larger than allowed"),
    UNSUPPORTED_MEDIA_TYPE("unsupported-media-type", 415, "The body has a type that is not understood here"),
    RANGE_NOT_SATISFIABLE("range-not-satisfiable", 416, "The range lies outside the content"),
    TOO_MANY_REQUESTS("too-many-requests", 429, "Too many requests"),
    INTERNAL("internal", 500, "Something failed on our side"),
    SERVICE_FAILED("service-failed", 502, "Another service of this site failed"),
    SOURCE_FAILED("source-failed", 502, "The source did not answer as it should"),
    PARTNER_FAILED("partner-failed", 502, "The partner did not answer as it should"),
    VERIFICATION_FAILED("verification-failed", 502, "What arrived is not what was signed"),
    UNAVAILABLE("unavailable", 503, "Not available at the moment"),
    TRUST_STALE("trust-stale", 503, "Grants cannot be confirmed at the moment"),
    SOURCE_TIMEOUT("source-timeout", 504, "The source did not answer in time"),
    PARTNER_OFFLINE("partner-offline", 504, "The partner cannot be reached");

    private static final String PREFIX = "urn:kontor:problem:";

    private final String slug;
    private final int status;
    private final String title;

    ProblemType(String slug, int status, String title) {
        this.slug = slug;
        this.status = status;
        this.title = title;
    }

    public String slug() {
        return slug;
    }

    public String urn() {
        return PREFIX + slug;
    }

    public int status() {
        return status;
    }

    public String title() {
        return title;
    }

    /// A refusal of this type; the detail says what was refused, by which rule, on what input, and what would be right.
    public ProblemException because(String detail) {
        return new ProblemException(Problem.of(this, detail));
    }

    /// A refusal of this type that carries further members, such as `retryAfter`.
    public ProblemException because(String detail, Map<String, Object> extras) {
        return new ProblemException(Problem.of(this, detail).with(extras));
    }

    /// The type that fits a bare HTTP status, where nothing more is known.
    static ProblemType ofStatus(int status) {
        for (ProblemType type : values()) {
            if (type.status == status) {
                return type;
            }
        }
        return status >= 500 ? INTERNAL : MALFORMED_REQUEST;
    }
}
