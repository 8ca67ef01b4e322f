package dev.kontor.launcher.demo;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.StreamSupport;

/// What the sites recorded about the transfers.
record Evidence(Cast cast) {
    private static final Duration LIMIT = Duration.ofSeconds(30);

    /// Bytes that travelled for one snapshot, index included, and bytes of its content.
    record Fetched(long bytes, long of) {}

    /// The transfer that brought a snapshot to Globex.
    Fetched transfer(String snapshotId) {
        JsonNode transfer = Patience.until(
                "the transfer of the new snapshot",
                LIMIT,
                () -> StreamSupport.stream(
                                cast.globex().json("/api/v1/transfers").spliterator(), false)
                        .filter(each -> each.path("snapshotId").asText().equals(snapshotId))
                        .max(Comparator.comparing(each -> each.path("startedAt").asText())));
        return new Fetched(
                transfer.path("fetchedBytes").asLong(), transfer.path("bytes").asLong());
    }

    /// Every receipt that Globex signed lies at Acme too.
    String receipts() {
        Set<String> globex = Patience.until(
                "a receipt at Globex",
                LIMIT,
                () -> Optional.of(receiptIds(cast.globex())).filter(ids -> !ids.isEmpty()));
        Patience.until(
                "that Acme has Globex's receipts",
                LIMIT,
                () -> Optional.of(receiptIds(cast.acme())).filter(acme -> acme.containsAll(globex)));
        return globex.size() + (globex.size() == 1 ? " receipt" : " receipts") + ", the same on both sides";
    }

    private static Set<String> receiptIds(GatewayClient side) {
        Set<String> ids = new HashSet<>();
        side.get("/api/v1/receipts?limit=100", Map.of("Accept", "application/json"))
                .json()
                .forEach(receipt -> ids.add(receipt.path("receiptId").asText()));
        return ids;
    }
}
