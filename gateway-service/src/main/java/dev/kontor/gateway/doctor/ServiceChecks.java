package dev.kontor.gateway.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.StreamSupport;

/// Asks each of the other services a question that it cannot answer without its database and its neighbours, for the
/// events that it could not digest, and for the sources that could not be polled.
@ApplicationScoped
class ServiceChecks {
    private static final String DEAD_LETTERS = "/internal/dead-letters";
    private static final String NAMESPACES = "/api/v1/namespaces";
    // Our choice: one finding has room for so many.
    private static final int MOST_SOURCES = 50;

    private final Upstreams upstreams;

    ServiceChecks(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    List<Future<Finding>> all() {
        List<Future<Finding>> checks = new ArrayList<>();
        for (Upstream service : Upstream.values()) {
            checks.add(check(service));
            checks.add(deadLetters(service));
        }
        checks.add(sources());
        checks.add(pieces());
        return checks;
    }

    /// Whether the last poll of every namespace was good.
    private Future<Finding> sources() {
        return upstreams
                .get(Upstream.CONNECTOR, NAMESPACES)
                .compose(answer -> Future.join(
                                StreamSupport.stream(answer.body().spliterator(), false)
                                        .filter(namespace ->
                                                namespace.path("mode").asText().equals("snapshot"))
                                        .limit(MOST_SOURCES)
                                        .map(namespace ->
                                                lastPoll(namespace.path("name").asText()))
                                        .toList())
                        .map(polls -> sources(polls.list())))
                .otherwise(failure -> Finding.warning("sources", "cannot be asked for: " + failure.getMessage(), ""));
    }

    /// Whether every snapshot has its pieces.
    private Future<Finding> pieces() {
        return upstreams
                .get(Upstream.TRANSFER, "/api/v1/scrub")
                .map(answer -> Scrubbed.judge(answer.body()))
                .otherwise(failure -> Finding.warning("pieces", "cannot be asked for: " + failure.getMessage(), ""));
    }

    private Future<LastPoll> lastPoll(String namespace) {
        return upstreams
                .get(Upstream.CONNECTOR, NAMESPACES + "/" + namespace + "/runs?limit=1")
                .map(answer -> answer.body().path(0))
                .map(run -> LastPoll.of(namespace, run));
    }

    private static Finding sources(List<LastPoll> polls) {
        List<LastPoll> bad = polls.stream().filter(LastPoll::failed).toList();
        return bad.isEmpty()
                ? Finding.ok("sources", polls.size() + " polled, none failed the last time")
                : Finding.warning("sources", "the last poll failed of " + LastPoll.told(bad), LastPoll.action(bad));
    }

    private Future<Finding> check(Upstream service) {
        long begun = System.nanoTime();
        return upstreams
                .get(service, question(service))
                .map(answer -> judge(service, answer, (System.nanoTime() - begun) / 1_000_000))
                .otherwise(failure -> Finding.failure(
                        service.service(),
                        "does not answer: " + failure.getMessage(),
                        "It is restarted by itself; if it stays away, read its log (kontor status shows where)."));
    }

    private static String question(Upstream service) {
        return switch (service) {
            case IDENTITY -> "/api/v1/site";
            case DISCOVERY -> "/api/v1/dht";
            case CONNECTOR -> NAMESPACES;
            case TRANSFER -> "/api/v1/storage";
        };
    }

    private static Finding judge(Upstream service, Upstreams.Answer answer, long millis) {
        if (!answer.good()) {
            return Finding.failure(
                    service.service(),
                    "answers " + answer.status() + " "
                            + answer.body().path("detail").asText(""),
                    "Read its log (kontor status shows where); its database or certificate may be the cause.");
        }
        return switch (service) {
            case DISCOVERY -> network(answer.body(), millis);
            case TRANSFER -> storage(answer.body(), millis);
            case IDENTITY, CONNECTOR -> well(service, millis);
        };
    }

    private static Finding storage(JsonNode storage, long millis) {
        long room = storage.path("roomBytes").asLong();
        return room > 0
                ? Finding.ok("transfer-service", "answers in " + millis + " ms; room for " + (room >> 20) + " MiB")
                : Finding.failure(
                        "transfer-service",
                        "its piece store is full: nothing is fetched or published, what is here is served",
                        "Make room on the disk of its data folder; it goes on by itself.");
    }

    private static Finding network(JsonNode dht, long millis) {
        int contacts = dht.path("contacts").asInt();
        String membership = dht.path("membership").asText("member");
        return contacts == 0 || membership.equals("alone")
                ? Finding.warning(
                        "discovery-service",
                        "answers in " + millis + " ms, but knows no other node: partners cannot be found by name",
                        "Check KONTOR_DHT_BOOTSTRAP, and that UDP goes out and comes back.")
                : Finding.ok("discovery-service", "answers in " + millis + " ms and knows " + contacts + " nodes");
    }

    private static Finding well(Upstream service, long millis) {
        return Finding.ok(service.service(), "answers in " + millis + " ms");
    }

    private Future<Finding> deadLetters(Upstream service) {
        String what = "events of " + service.service();
        return upstreams
                .get(service, DEAD_LETTERS)
                .map(answer -> letters(what, answer))
                .otherwise(unreachable -> Finding.warning(what, "cannot be asked for", ""));
    }

    private static Finding letters(String what, Upstreams.Answer answer) {
        if (!answer.good()) {
            return Finding.warning(what, "cannot be asked for: " + answer.status(), "");
        }
        int count = answer.body().size();
        return count == 0
                ? Finding.ok(what, "no dead letters")
                : Finding.warning(
                        what,
                        count + " dead letters; the newest: "
                                + answer.body().path(0).path("type").asText() + ": "
                                + answer.body().path(0).path("reason").asText(),
                        "Mend the cause and discard them; the state they tell of is pulled again by itself.");
    }
}
