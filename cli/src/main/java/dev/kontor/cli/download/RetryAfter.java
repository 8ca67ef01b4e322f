package dev.kontor.cli.download;

import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;

/// The number of seconds after which a gateway wants to be asked again; a date in its place is ignored.
final class RetryAfter {

    private RetryAfter() {}

    static Optional<Duration> of(HttpHeaders headers) {
        return headers.firstValue("Retry-After")
                .filter(value -> value.matches("\\d{1,6}"))
                .map(Long::parseLong)
                .map(Duration::ofSeconds);
    }
}
