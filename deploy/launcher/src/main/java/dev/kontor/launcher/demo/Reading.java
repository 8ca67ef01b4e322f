package dev.kontor.launcher.demo;

import static dev.kontor.launcher.demo.StoryException.require;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.launcher.erp.InvoiceBook;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Duration;
import java.util.Base64;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/// Globex's accounting system reads Acme's invoices at its own gateway.
record Reading(Cast cast) {
    private static final Duration LIMIT = Duration.ofSeconds(30);
    private static final String ADDRESS = "/sites/" + Cast.ACME + "/" + Cast.NAMESPACE;

    /// Reads the listing and some documents, and compares all of it with what the ERP itself holds.
    String everything() {
        int issued = cast.erp().issued();
        Listing listing = awaitListing(issued);
        List<Integer> samples =
                Stream.of(0, 1, issued / 3, issued / 2, issued - 1).distinct().toList();
        for (int index : samples) {
            document(index, ".xml", cast.erp().xml(index));
            document(index, ".json", cast.erp().json(index));
        }
        return listing.paths().size() + " documents, " + 2 * samples.size() + " compared byte by byte; "
                + listing.receipt().map(id -> "receipt " + Publishing.brief(id)).orElse("the receipt follows");
    }

    /// What the listing says.
    private record Listing(Set<String> paths, Optional<String> receipt) {}

    private Listing awaitListing(int issued) {
        Set<String> expected = expectedPaths(issued);
        return Patience.until("that Globex sees " + issued + " invoices", LIMIT, () -> {
            GatewayClient.Answer answer = cast.accounting().get(ADDRESS, Map.of("Accept", "application/json"));
            if (!answer.ok()) {
                return Optional.empty();
            }
            require(answer.header("Kontor-Snapshot").isPresent(), "the listing names no Kontor-Snapshot");
            require(answer.header("ETag").isPresent(), "the listing has no ETag");
            Set<String> paths = paths(answer.json());
            return paths.equals(expected)
                    ? Optional.of(new Listing(paths, answer.header("Kontor-Receipt")))
                    : Optional.empty();
        });
    }

    private static Set<String> expectedPaths(int issued) {
        Set<String> paths = new HashSet<>();
        IntStream.range(0, issued).forEach(index -> {
            paths.add(InvoiceBook.id(index) + ".xml");
            paths.add(InvoiceBook.id(index) + ".json");
        });
        return paths;
    }

    private static Set<String> paths(JsonNode listing) {
        Set<String> paths = new HashSet<>();
        listing.path("entries")
                .forEach(entry ->
                        paths.add(entry.path("path").asText(entry.path("name").asText())));
        return paths;
    }

    private void document(int index, String suffix, String truth) {
        String path = ADDRESS + "/" + InvoiceBook.id(index) + suffix;
        GatewayClient.Answer answer =
                GatewayClient.success("GET " + path, cast.accounting().get(path, Map.of()));
        require(answer.body().equals(truth), path + " differs from what the ERP holds");
        String digest = "sha-256=:" + sha256(truth) + ":";
        require(
                answer.header("Repr-Digest").map(digest::equals).orElse(false),
                path + " has Repr-Digest " + answer.header("Repr-Digest").orElse("none") + " instead of " + digest);
        String tag = answer.header("ETag").orElse("");
        int again = cast.accounting().get(path, Map.of("If-None-Match", tag)).status();
        require(again == 304, path + " with its own ETag was answered with " + again + " instead of 304");
    }

    private static String sha256(String text) {
        try {
            return Base64.getEncoder()
                    .encodeToString(MessageDigest.getInstance("SHA-256").digest(text.getBytes(StandardCharsets.UTF_8)));
        } catch (NoSuchAlgorithmException impossible) {
            throw new IllegalStateException("every JDK has SHA-256", impossible);
        }
    }

    /// The request after a revocation: waits for the refusal and returns its reason.
    String refusal() {
        return Patience.until("the refusal", LIMIT, () -> {
            GatewayClient.Answer answer = cast.accounting().get(ADDRESS, Map.of("Accept", "application/json"));
            if (answer.ok()) {
                return Optional.empty();
            }
            require(
                    answer.status() == 403 || answer.status() == 404,
                    "the request after the revocation was answered with " + answer.summary());
            require(answer.json().hasNonNull("detail"), "the refusal gives no reason: " + answer.body());
            return Optional.of(answer.summary());
        });
    }
}
