package dev.kontor.transfer.http;

import java.util.Optional;

/// The request's header fields: several lines of one name are joined with a comma, as RFC 9110 §5.3 allows.
@FunctionalInterface
public interface RequestHeaders {
    Optional<String> value(String name);
}
