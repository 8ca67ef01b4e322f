package dev.kontor.gateway.doctor;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/// How the last poll of a namespace ended, as connector-service tells it.
///
/// @param failed not when it was good, is running or is still to come
/// @param reason a short word; those that begin with `transfer-` mean that our own store took nothing
record LastPoll(String namespace, String since, boolean failed, String reason, String detail) {
    static LastPoll of(String namespace, JsonNode run) {
        return new LastPoll(
                namespace,
                run.path("startedAt").asText(),
                run.path("outcome").asText().equals("failed"),
                run.path("reason").asText(),
                run.path("detail").asText());
    }

    /// What failed and why. A reason that several share, such as a full disk, is told once.
    static String told(List<LastPoll> failed) {
        Map<String, String> namesByDetail = failed.stream()
                .collect(Collectors.toMap(
                        LastPoll::detail,
                        poll -> poll.namespace + " since " + poll.since,
                        (names, another) -> names + ", " + another,
                        LinkedHashMap::new));
        return namesByDetail.entrySet().stream()
                .map(same -> same.getValue() + ": " + same.getKey())
                .collect(Collectors.joining("; "));
    }

    /// What would help, depending on whose fault it is.
    static String action(List<LastPoll> failed) {
        boolean ours = failed.stream().anyMatch(poll -> poll.reason.startsWith("transfer-"));
        boolean theirs = failed.stream().anyMatch(poll -> !poll.reason.startsWith("transfer-"));
        return "The last good snapshot stays published."
                + (ours ? " Where transfer-service took nothing, do what it asks for." : "")
                + (theirs ? " Mend the source, or the address that is polled." : "")
                + " It is polled again by itself; kontor poll NAME tries at once.";
    }
}
