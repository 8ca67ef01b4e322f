package dev.kontor.bench.federation;

import com.fasterxml.jackson.databind.JsonNode;
import dev.kontor.bench.demo.Patience;
import java.io.IOException;
import java.time.Duration;
import java.util.Map;
import java.util.Optional;

/// The handshake by which two sites become partners: one invites, the other accepts, both compare the words and
/// approve.
record Introduction(Member inviter, Member invited) {
    private static final Duration WITHIN = Duration.ofMinutes(2);
    private static final Duration PAUSE = Duration.ofMillis(200);
    private static final String PARTNERS = "/api/v1/partners";

    void perform() throws IOException {
        String invitedId = invited.about().path("orgId").asText();
        Map<String, String> invitation = Map.of("orgId", invitedId, "petname", invited.organisation());
        String pairing = until(
                        "invites",
                        () -> Optional.of(
                                inviter.admin().post(PARTNERS, invitation).good()))
                .path("id")
                .asText();
        until("is invited", () -> decided(invited, pairing, "accept", inviter));
        String words = until("sees the words", () -> words(inviter, pairing));
        until("sees the same words", () -> words(invited, pairing).filter(words::equals));
        until("approves", () -> decided(invited, pairing, "approve", inviter));
        until("approves", () -> decided(inviter, pairing, "approve", invited));
        until("is a partner", () -> active(inviter, pairing));
        until("is a partner", () -> active(invited, pairing));
    }

    private <T> T until(String what, java.util.concurrent.Callable<Optional<T>> question) {
        return Patience.until(inviter.label() + " and " + invited.label() + ": one " + what, WITHIN, PAUSE, question);
    }

    private static Optional<JsonNode> decided(Member side, String pairing, String action, Member other)
            throws IOException {
        Optional<JsonNode> found = pairing(side, pairing);
        if (found.isEmpty() || allowed(found.get(), action)) {
            return found.isEmpty()
                    ? Optional.empty()
                    : Optional.of(side.admin()
                            .post(PARTNERS + "/" + pairing + "/" + action, Map.of("petname", other.organisation()))
                            .good());
        }
        return found;
    }

    private static boolean allowed(JsonNode partner, String action) {
        return partner.path("allowed")
                .valueStream()
                .anyMatch(each -> each.asText().equals(action));
    }

    private static Optional<String> words(Member side, String pairing) throws IOException {
        return pairing(side, pairing)
                .map(found -> found.path("words").toString())
                .filter(words -> words.length() > 2);
    }

    private static Optional<JsonNode> active(Member side, String pairing) throws IOException {
        return pairing(side, pairing)
                .filter(found -> found.path("state").asText().equals("ACTIVE"));
    }

    private static Optional<JsonNode> pairing(Member side, String id) throws IOException {
        return side.admin()
                .get(PARTNERS)
                .good()
                .valueStream()
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst();
    }
}
