package dev.kontor.kit.problem;

import com.fasterxml.jackson.annotation.JsonAnyGetter;
import com.fasterxml.jackson.annotation.JsonAnySetter;
import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonProperty;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// One refusal as RFC 9457 problem details, on the wire as `application/problem+json`.
///
/// @param type `urn:kontor:problem:<slug>`, see [ProblemType]
/// @param instance the path that was asked for
/// @param violations for invalid input: each value that is wrong
/// @param extras further members, written beside the standard ones
@RegisterForReflection
@JsonInclude(JsonInclude.Include.NON_EMPTY)
public record Problem(
        @JsonProperty("type") String type,
        @JsonProperty("title") String title,
        @JsonProperty("status") int status,
        @JsonProperty("detail") String detail,
        @JsonProperty("instance") @Nullable String instance,
        @JsonProperty("violations") List<Violation> violations,
        @JsonAnyGetter @JsonAnySetter Map<String, Object> extras) {

    public static final String MEDIA_TYPE = "application/problem+json";

    /// One wrong value: where it stands, what is wrong with it and what would be right.
    @RegisterForReflection
    public record Violation(
            @JsonProperty("field") String field,
            @JsonProperty("reason") String reason) {}

    @SuppressWarnings({"NullAway", "ConstantValue"}) // JSON from elsewhere may leave members out
    public Problem {
        type = type == null ? "about:blank" : type;
        title = title == null ? "" : title;
        detail = detail == null ? "" : detail;
        violations = violations == null ? List.of() : List.copyOf(violations);
        extras = extras == null ? Map.of() : Map.copyOf(extras);
    }

    public static Problem of(ProblemType type, String detail) {
        return new Problem(type.urn(), type.title(), type.status(), detail, null, List.of(), Map.of());
    }

    public static Problem invalid(List<Violation> violations) {
        String detail = violations.stream()
                .map(violation -> violation.field() + ": " + violation.reason())
                .reduce((left, right) -> left + "; " + right)
                .orElse("");
        ProblemType type = ProblemType.INVALID_INPUT;
        return new Problem(type.urn(), type.title(), type.status(), detail, null, violations, Map.of());
    }

    public Problem at(String path) {
        return new Problem(type, title, status, detail, path, violations, extras);
    }

    public Problem with(Map<String, Object> more) {
        return new Problem(type, title, status, detail, instance, violations, more);
    }

    public boolean is(ProblemType other) {
        return type.equals(other.urn());
    }
}
