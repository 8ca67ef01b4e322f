package dev.kontor.bench.demo;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.content.SeededContent;
import dev.kontor.bench.http.KeepAlive;
import java.io.IOException;
import java.io.InputStream;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.function.Supplier;

/// One site's way to a partner's content: it is asked for a byte, fetches the whole, and serves it.
///
/// @param lan the site's gateway
/// @param authorization the header with which a LAN system reads
public record Fetching(Api admin, URI lan, Supplier<String> authorization) {
    private static final Duration OFTEN = Duration.ofMillis(20);
    private static final Duration LONGEST_BEGIN = Duration.ofMinutes(2);

    /// Asks for the first byte and returns the snapshot's id; asks again when the gateway or a service behind it goes
    /// away meanwhile.
    public String begin(String path) {
        return Patience.until(path + " answers its first byte", LONGEST_BEGIN, OFTEN, () -> {
            try (KeepAlive client = KeepAlive.to(lan)) {
                KeepAlive.Reply reply = client.get(path, authorization.get(), "Range: bytes=0-0");
                if (reply.status() != 206) {
                    throw new IOException("Expected a part of the file, got status " + reply.status() + ".");
                }
                return reply.header("Kontor-Snapshot");
            }
        });
    }

    /// Waits until the snapshot is durable here and its receipt signed.
    ///
    /// @throws BenchException when the transfer fails
    public JsonNode finished(String snapshot, Duration within) {
        JsonNode transfer = ended(snapshot, within);
        if (failed(transfer)) {
            throw new BenchException(
                    "The transfer failed: " + transfer.path("reason").asText());
        }
        return transfer;
    }

    /// Waits until the transfer is over, well or not.
    public JsonNode ended(String snapshot, Duration within) {
        return Patience.until(
                "snapshot " + snapshot + " is here",
                within,
                OFTEN,
                () -> admin.transfer(snapshot)
                        .filter(transfer -> !transfer.path("state").asText().matches("(?i)fetching|stored")));
    }

    public static boolean failed(JsonNode transfer) {
        return transfer.path("state").asText().equalsIgnoreCase("failed");
    }

    /// Both, one after the other.
    public JsonNode whole(String path, Duration within) {
        return finished(begin(path), within);
    }

    /// Reads all of it and compares.
    public void requireSame(String path, SeededContent content) throws IOException {
        try (HttpClient http = HttpClient.newBuilder()
                        .version(HttpClient.Version.HTTP_1_1)
                        .build();
                InputStream body = open(http, path)) {
            if (!content.isIn(body)) {
                throw new BenchException("What arrived of " + path + " is not what was published.");
            }
        }
    }

    private InputStream open(HttpClient http, String path) throws IOException {
        String[] header = authorization.get().split(": ", 2);
        HttpRequest request = HttpRequest.newBuilder(lan.resolve(path))
                .header(header[0], header[1])
                .build();
        try {
            HttpResponse<InputStream> response = http.send(request, HttpResponse.BodyHandlers.ofInputStream());
            if (response.statusCode() != 200) {
                response.body().close();
                throw new IOException("GET " + path + " answered " + response.statusCode());
            }
            return response.body();
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            throw new BenchException("Interrupted.", stopped);
        }
    }
}
