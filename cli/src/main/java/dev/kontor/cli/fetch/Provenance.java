package dev.kontor.cli.fetch;

import dev.kontor.cli.terminal.Amount;
import java.net.http.HttpHeaders;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Where content came from, as the gateway's header fields say.
///
/// @param source `partner`, or `verified-copy` when the partner does not answer
/// @param age seconds since the partner last confirmed it
record Provenance(Optional<String> snapshot, Optional<String> receipt, Optional<String> source, OptionalLong age) {

    private static final String COPY = "verified-copy";

    static Provenance of(HttpHeaders headers) {
        return new Provenance(
                headers.firstValue("Kontor-Snapshot"),
                headers.firstValue("Kontor-Receipt"),
                headers.firstValue("Kontor-Source"),
                headers.firstValue("Age").filter(text -> text.matches("\\d{1,15}")).stream()
                        .mapToLong(Long::parseLong)
                        .findFirst());
    }

    /// What the user should know about it, if anything.
    Optional<String> remark() {
        if (source.filter(COPY::equals).isEmpty()) {
            return Optional.empty();
        }
        String since =
                age.isPresent() ? ", confirmed " + Amount.duration(Duration.ofSeconds(age.getAsLong())) + " ago" : "";
        return Optional.of("The partner does not answer. This is the last verified snapshot" + since + ".");
    }
}
