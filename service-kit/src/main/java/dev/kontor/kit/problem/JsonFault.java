package dev.kontor.kit.problem;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonMappingException;
import com.fasterxml.jackson.databind.exc.InvalidFormatException;
import com.fasterxml.jackson.databind.exc.InvalidNullException;
import com.fasterxml.jackson.databind.exc.MismatchedInputException;
import com.fasterxml.jackson.databind.exc.UnrecognizedPropertyException;
import dev.kontor.wire.bytes.MalformedException;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.jspecify.annotations.Nullable;

/// What is wrong with a JSON body, in words for whoever sent it: what stands where, and what would be right.
final class JsonFault {
    private static final int LONGEST_QUOTE = 80;

    private JsonFault() {}

    static Problem problem(JsonProcessingException unreadable) {
        if (unreadable instanceof JsonMappingException mapping) {
            return mapping.getPath().isEmpty()
                    ? Problem.of(ProblemType.INVALID_INPUT, "The body " + reason(mapping) + ".")
                    : Problem.invalid(List.of(new Problem.Violation(path(mapping), reason(mapping))));
        }
        String where = unreadable.getLocation() == null
                ? ""
                : " at line %d, column %d"
                        .formatted(
                                unreadable.getLocation().getLineNr(),
                                unreadable.getLocation().getColumnNr());
        String words = unreadable.getOriginalMessage().replaceAll("(?s)\\s*(\\(start marker )?at \\[Source.*", "");
        return Problem.of(ProblemType.MALFORMED_REQUEST, "The body is not JSON" + where + ": " + words + ".");
    }

    /// A record's own words when its constructor refused the value, else ours; never Jackson's, which name classes.
    private static String reason(JsonMappingException fault) {
        Throwable cause = fault.getCause();
        if (cause instanceof IllegalArgumentException || cause instanceof MalformedException) {
            return String.valueOf(cause.getMessage());
        }
        return switch (fault) {
            case UnrecognizedPropertyException unknown -> "is not known here; known are " + known(unknown);
            case InvalidNullException _ -> "must not be null";
            case InvalidFormatException format ->
                "is " + quoted(format.getValue()) + ", but must be " + kind(format.getTargetType());
            case MismatchedInputException mismatch
            when mismatch.getOriginalMessage().startsWith("Missing required") -> "is missing, but required";
            case MismatchedInputException mismatch -> "does not fit: it must be " + kind(mismatch.getTargetType());
            default -> "does not fit";
        };
    }

    private static String known(UnrecognizedPropertyException unknown) {
        Collection<Object> ids = unknown.getKnownPropertyIds();
        return ids == null || ids.isEmpty()
                ? "none"
                : ids.stream().map(String::valueOf).sorted().collect(Collectors.joining(", "));
    }

    private static String quoted(@Nullable Object value) {
        String text = String.valueOf(value);
        return "\"" + (text.length() <= LONGEST_QUOTE ? text : text.substring(0, LONGEST_QUOTE) + "…") + "\"";
    }

    private static String kind(@Nullable Class<?> type) {
        if (type == null) {
            return "of another kind";
        }
        if (type == Instant.class) {
            return "a time such as 2026-12-31T23:59:59Z";
        }
        if (Collection.class.isAssignableFrom(type) || type.isArray()) {
            return "a list";
        }
        if (type == boolean.class || type == Boolean.class) {
            return "true or false";
        }
        if (type.isPrimitive() || Number.class.isAssignableFrom(type)) {
            return "a number";
        }
        if (type.isEnum()) {
            return "one of " + List.of(type.getEnumConstants());
        }
        return type.isRecord() || Map.class.isAssignableFrom(type) ? "an object" : "a text";
    }

    private static String path(JsonMappingException mapping) {
        return mapping.getPath().stream()
                .map(step -> step.getFieldName() == null ? "[" + step.getIndex() + "]" : step.getFieldName())
                .collect(Collectors.joining("."))
                .replace(".[", "[");
    }
}
