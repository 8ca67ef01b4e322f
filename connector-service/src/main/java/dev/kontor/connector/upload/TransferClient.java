package dev.kontor.connector.upload;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.collect.Collector;
import dev.kontor.connector.fetch.SourceFault;
import dev.kontor.connector.fetch.Validators;
import dev.kontor.wire.address.NamespaceName;
import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.time.Duration;
import java.util.Map;

/// Sends a poll's entries to transfer-service as one stream. Blocks; belongs on a virtual thread.
public final class TransferClient {
    // Our choice: a stream may be long; only its silence is a fault, and both ends watch for that.
    private static final Duration LONGEST_UPLOAD = Duration.ofHours(12);
    private static final int UNKNOWN_ENTRY = 409;

    private final HttpClient http;
    private final URI base;
    private final ObjectMapper json;

    public TransferClient(HttpClient http, URI base, ObjectMapper json) {
        this.http = http;
        this.base = base;
        this.json = json;
    }

    /// Sends everything that was collected and tells what became of it.
    ///
    /// @param last validators of the last snapshot
    /// @throws SourceFault when the source, not transfer-service, was the reason that nothing was published
    public UploadOutcome upload(
            NamespaceName namespace, int pieceSize, Collector.Entries entries, Map<String, Validators> last)
            throws SourceFault {
        EntryFrames frames = new EntryFrames(entries, json, last);
        HttpRequest request = HttpRequest.newBuilder(
                        base.resolve("/internal/snapshots/" + namespace + "?pieceSize=" + pieceSize))
                .POST(HttpRequest.BodyPublishers.ofInputStream(() -> frames))
                .timeout(LONGEST_UPLOAD)
                .header("Content-Type", "application/kontor-entries")
                .build();
        try {
            return outcome(http.send(request, HttpResponse.BodyHandlers.ofByteArray()), frames);
        } catch (IOException broken) {
            if (frames.fault() != null) {
                throw frames.fault();
            }
            return new UploadOutcome.Refused("transfer-unreachable", "transfer-service: " + message(broken));
        } catch (InterruptedException stopped) {
            Thread.currentThread().interrupt();
            return new UploadOutcome.Refused("stopped", "the poll was stopped");
        }
    }

    private UploadOutcome outcome(HttpResponse<byte[]> response, EntryFrames frames) throws IOException {
        if (response.statusCode() == 200 || response.statusCode() == 201) {
            return new UploadOutcome.Published(
                    json.readValue(response.body(), UploadOutcome.Snapshot.class), frames.collected());
        }
        if (frames.fault() != null) {
            throw frames.fault();
        }
        if (response.statusCode() == UNKNOWN_ENTRY) {
            return new UploadOutcome.UnknownEntry();
        }
        String detail = problem(response.body()).path("detail").asText("no detail");
        return new UploadOutcome.Refused(
                "transfer-refused", "transfer-service answered " + response.statusCode() + ": " + detail);
    }

    private JsonNode problem(byte[] body) {
        try {
            return json.readTree(body);
        } catch (IOException noJson) {
            return json.createObjectNode().put("detail", "an answer that is no problem document");
        }
    }

    private static String message(IOException broken) {
        return broken.getMessage() == null ? broken.getClass().getSimpleName() : broken.getMessage();
    }
}
