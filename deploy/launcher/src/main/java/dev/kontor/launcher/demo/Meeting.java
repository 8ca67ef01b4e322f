package dev.kontor.launcher.demo;

import static dev.kontor.launcher.demo.StoryException.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.StreamSupport;

/// The two sites find each other and become partners.
record Meeting(Cast cast) {
    private static final Duration LIMIT = Duration.ofSeconds(60);
    private static final String PARTNERS = "/api/v1/partners";
    private static final String ACTIVE = "ACTIVE";
    private static final int WORDS = 6;

    /// Globex looks the name up in the DHT and takes the claimant whose organisation id Acme's own side shows.
    String lookUp() {
        String expected = orgId(cast.acme());
        JsonNode claimants = Patience.until("finding acme-inc in the DHT", LIMIT, () -> {
            GatewayClient.Answer found =
                    cast.globex().get("/api/v1/lookup?name=" + Cast.ACME, Map.of("Accept", "application/json"));
            JsonNode list = found.ok() ? found.json().path("claimants") : null;
            return Optional.ofNullable(list)
                    .filter(all -> claimant(all, expected).isPresent());
        });
        JsonNode acme = claimant(claimants, expected).orElseThrow();
        return claimants.size() + (claimants.size() == 1 ? " claimant" : " claimants") + "; "
                + expected.substring(0, 10) + "… is the one Acme's side shows, evidence: " + evidence(acme);
    }

    private static Optional<JsonNode> claimant(JsonNode claimants, String orgId) {
        return StreamSupport.stream(claimants.spliterator(), false)
                .filter(each -> each.path("orgId").asText().equals(orgId))
                .findFirst();
    }

    private static String evidence(JsonNode claimant) {
        List<String> kinds = new ArrayList<>();
        claimant.path("evidence").forEach(each -> kinds.add(each.path("kind").asText()));
        return (kinds.isEmpty() ? "none" : String.join(", ", kinds))
                + (claimant.path("proved").asBoolean() ? " (proved)" : " (not proved)");
    }

    /// Globex invites, Acme accepts; both sides then show the same six words, and both approve. A handshake that an
    /// earlier run left open goes on from where it stands.
    String handshake() {
        String acme = orgId(cast.acme());
        String globex = orgId(cast.globex());
        if (state(cast.globex(), acme).equals(ACTIVE)
                && state(cast.acme(), globex).equals(ACTIVE)) {
            return "partners already, from an earlier run";
        }
        String pairing = partner(cast.globex(), acme)
                .orElseGet(() -> invite(acme))
                .path("id")
                .asText();
        JsonNode invited = Patience.until("the invitation", LIMIT, () -> pairing(cast.acme(), pairing));
        decide(cast.acme(), invited, "accept", Cast.GLOBEX);
        List<String> ours = awaitWords(cast.globex(), pairing);
        List<String> theirs = awaitWords(cast.acme(), pairing);
        require(
                ours.size() == WORDS && ours.equals(theirs),
                "the words differ: Globex shows " + ours + ", Acme " + theirs);
        decide(cast.acme(), pairing(cast.acme(), pairing).orElseThrow(), "approve", Cast.GLOBEX);
        decide(cast.globex(), pairing(cast.globex(), pairing).orElseThrow(), "approve", Cast.ACME);
        awaitActive(cast.globex(), acme);
        awaitActive(cast.acme(), globex);
        return "both sides show: " + String.join(" ", ours);
    }

    private JsonNode invite(String orgId) {
        return GatewayClient.success(
                        "inviting", cast.globex().post(PARTNERS, Map.of("orgId", orgId, "petname", Cast.ACME)))
                .json();
    }

    /// Does what is to be done, unless it was done in an earlier run.
    private static void decide(GatewayClient side, JsonNode partner, String action, String petname) {
        boolean allowed = StreamSupport.stream(partner.path("allowed").spliterator(), false)
                .anyMatch(each -> each.asText().equals(action));
        if (allowed) {
            String path = PARTNERS + "/" + partner.path("id").asText() + "/" + action;
            GatewayClient.success(action, side.post(path, Map.of("petname", petname)));
        }
    }

    /// Acme grants the namespace.
    ///
    /// @return id of the grant
    String grant() {
        JsonNode grant = GatewayClient.success(
                        "granting",
                        cast.acme()
                                .post(
                                        "/api/v1/grants",
                                        Map.of(
                                                "namespace", Cast.NAMESPACE,
                                                "partner", Cast.GLOBEX,
                                                "purpose", "accounts payable")))
                .json();
        String id = grant.path("grantId").asText();
        require(!id.isEmpty(), "the grant has no id: " + grant);
        return id;
    }

    static String orgId(GatewayClient side) {
        return side.json("/api/v1/site").path("orgId").asText();
    }

    /// The invited side shows the words once the inviter has revealed what it committed to.
    private static List<String> awaitWords(GatewayClient side, String pairing) {
        return Patience.until(
                "the words to compare",
                LIMIT,
                () -> pairing(side, pairing).map(Meeting::words).filter(words -> !words.isEmpty()));
    }

    private void awaitActive(GatewayClient side, String orgId) {
        Patience.until(
                "the partnership", LIMIT, () -> Optional.of(state(side, orgId)).filter(ACTIVE::equals));
    }

    private static String state(GatewayClient side, String orgId) {
        return partner(side, orgId).map(each -> each.path("state").asText()).orElse("");
    }

    /// The newest entry about an organisation that has not ended.
    private static Optional<JsonNode> partner(GatewayClient side, String orgId) {
        List<String> ended = List.of("REJECTED", "WITHDRAWN", "EXPIRED", "REVOKED");
        return StreamSupport.stream(side.json(PARTNERS).spliterator(), false)
                .filter(each -> each.path("orgId").asText().equals(orgId))
                .filter(each -> !ended.contains(each.path("state").asText()))
                .findFirst();
    }

    /// One handshake, which both sides know by the same id.
    private static Optional<JsonNode> pairing(GatewayClient side, String id) {
        return StreamSupport.stream(side.json(PARTNERS).spliterator(), false)
                .filter(each -> each.path("id").asText().equals(id))
                .findFirst();
    }

    private static List<String> words(JsonNode partner) {
        List<String> words = new ArrayList<>();
        partner.path("words").forEach(word -> words.add(word.asText()));
        return words;
    }
}
