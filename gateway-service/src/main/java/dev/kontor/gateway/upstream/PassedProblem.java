package dev.kontor.gateway.upstream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kontor.gateway.upstream.Passage.Head;
import dev.kontor.kit.problem.Problem;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Locale;
import org.jspecify.annotations.Nullable;

/// A refusal that a service wrote for the gateway and that goes on to a caller. Its `instance` (RFC 9457 §3.1.5) names
/// the path that the gateway asked for; the caller is shown the one that it asked for itself. A problem of a foreign
/// source is left as it is.
final class PassedProblem {
    // Our choice: refusals of ours are short and say their length. Anything else is passed on as it comes.
    static final int LARGEST = 64 * 1024;

    private static final int REFUSAL = 400;
    private static final String OURS = "urn:kontor:problem:";
    private static final ObjectMapper JSON = new ObjectMapper();

    private PassedProblem() {}

    static boolean is(Head head) {
        String type = String.valueOf(head.headers().get(HttpHeaders.CONTENT_TYPE));
        return head.status() >= REFUSAL
                && type.toLowerCase(Locale.ROOT).startsWith(Problem.MEDIA_TYPE)
                && isShort(head.headers().get(HttpHeaders.CONTENT_LENGTH));
    }

    /// The same problem at the path that the caller knows.
    static Buffer at(String path, Buffer body) {
        try {
            JsonNode problem = JSON.readTree(body.getBytes());
            if (problem instanceof ObjectNode ours
                    && ours.path("type").asText().startsWith(OURS)
                    && ours.has("instance")) {
                return Buffer.buffer(JSON.writeValueAsBytes(ours.put("instance", path)));
            }
            return body;
        } catch (JsonProcessingException unreadable) {
            return body;
        } catch (IOException impossible) {
            throw new UncheckedIOException("reading from memory", impossible);
        }
    }

    private static boolean isShort(@Nullable String length) {
        return length != null && length.matches("\\d{1,9}") && Integer.parseInt(length) <= LARGEST;
    }
}
