package dev.kontor.kit.problem;

import java.util.List;
import org.jspecify.annotations.Nullable;

/// Carries a [Problem] up to the mapper. It is an answer, not a bug, so it has no stack trace.
public final class ProblemException extends RuntimeException {
    private static final long serialVersionUID = 1L;

    private final transient Problem problem;

    public ProblemException(Problem problem) {
        super(problem.title() + ": " + problem.detail(), null, false, false);
        this.problem = problem;
    }

    /// Invalid input, with each value that is wrong.
    public static ProblemException invalid(List<Problem.Violation> violations) {
        return new ProblemException(Problem.invalid(violations));
    }

    /// Invalid input, one value of it.
    public static ProblemException invalid(String field, String reason) {
        return invalid(List.of(new Problem.Violation(field, reason)));
    }

    /// The body of a request that needs one.
    public static <T> T requireBody(@Nullable T body) {
        if (body == null) {
            throw ProblemType.MALFORMED_REQUEST.because(
                    "The request has no body; this one needs a JSON object, with Content-Type: application/json.");
        }
        return body;
    }

    public Problem problem() {
        return problem;
    }
}
