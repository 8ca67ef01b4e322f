package dev.kontor.gateway.answer;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.kit.problem.Problem;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.http.HttpHeaders;
import io.vertx.core.http.HttpServerResponse;
import io.vertx.ext.web.RoutingContext;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.URISyntaxException;
import java.util.Base64;
import java.util.List;
import org.jboss.logging.Logger;

/// Writes JSON and problem details to a caller. An answer that has begun is left alone.
@ApplicationScoped
public class Answers {
    private static final Logger LOG = Logger.getLogger(Answers.class);
    /// How long a body that was refused is read and thrown away, so that its sender gets to read the answer.
    private static final long LINGER_MILLIS = 2_000;

    private static final String JSON = "application/json";

    private final ObjectMapper json;

    Answers(ObjectMapper json) {
        this.json = json;
    }

    public void json(RoutingContext context, Object body) {
        write(context.response().putHeader(HttpHeaders.CONTENT_TYPE, JSON), body);
    }

    /// A list that a client may keep and ask for again: with an entity tag, and 304 for who has it already (RFC 9110
    /// §13.1.2).
    ///
    /// @param substance the body without what changes by itself; when it is not the body, the tag is a weak one
    public void list(RoutingContext context, Object body, Object substance) {
        Bytes digest = Bytes.of(Sha256.digest(bytes(substance).getBytes()));
        String tag = (body.equals(substance) ? "" : "W/") + '"' + digest.hex() + '"';
        HttpServerResponse response = context.response()
                .putHeader(HttpHeaders.ETAG, tag)
                .putHeader(HttpHeaders.CACHE_CONTROL, "private, no-cache");
        List<String> known = context.request().headers().getAll(HttpHeaders.IF_NONE_MATCH);
        if (known.stream().anyMatch(one -> one.strip().equals("*") || one.contains('"' + digest.hex() + '"'))) {
            response.setStatusCode(304).end();
            return;
        }
        Buffer bytes = bytes(body);
        response.putHeader(HttpHeaders.CONTENT_TYPE, JSON)
                .putHeader(HttpHeaders.CONTENT_LENGTH, Integer.toString(bytes.length()))
                .putHeader("Repr-Digest", "sha-256=:" + base64(bytes) + ":");
        response.end(bytes);
    }

    public void problem(RoutingContext context, ProblemType type, String detail) {
        problem(context, Problem.of(type, detail));
    }

    public void problem(RoutingContext context, Problem problem) {
        HttpServerResponse response = context.response();
        if (response.headWritten() || response.ended()) {
            return;
        }
        response.setStatusCode(problem.status())
                .putHeader(HttpHeaders.CONTENT_TYPE, Problem.MEDIA_TYPE)
                .putHeader(HttpHeaders.CACHE_CONTROL, "no-store");
        write(response, at(String.valueOf(context.request().path()), problem));
    }

    /// Whatever went wrong: a refusal as it says, anything else as our own failure, with the particulars in the log
    /// only.
    public void failure(RoutingContext context, Throwable failure) {
        if (failure instanceof ProblemException refusal) {
            problem(context, refusal.problem());
            return;
        }
        if (context.response().closed()) {
            LOG.debugf("the caller left path=%s", context.request().path());
            return;
        }
        LOG.errorf(failure, "request failed path=%s", context.request().path());
        problem(context, ProblemType.INTERNAL, "The failure is in the gateway's log.");
    }

    /// Announces that the connection ends with this answer, and ends it although more of the body may come.
    public void last(RoutingContext context) {
        context.response().putHeader(HttpHeaders.CONNECTION, HttpHeaders.CLOSE);
        context.vertx()
                .setTimer(LINGER_MILLIS, over -> context.request().connection().close());
    }

    /// The path that was asked for, unless it is no URI: then it has no place in `instance`.
    private static Problem at(String path, Problem problem) {
        try {
            var _ = new URI(path);
            return problem.at(path);
        } catch (URISyntaxException refused) {
            return problem;
        }
    }

    private void write(HttpServerResponse response, Object body) {
        response.end(bytes(body));
    }

    private static String base64(Buffer bytes) {
        return Base64.getEncoder().encodeToString(Sha256.digest(bytes.getBytes()));
    }

    private Buffer bytes(Object body) {
        try {
            return Buffer.buffer(json.writeValueAsBytes(body));
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("no JSON for " + body.getClass(), impossible);
        }
    }
}
