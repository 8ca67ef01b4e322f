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

    /// Globex invites, Acme accepts; both sides then show the same six words.
    String handshake() {
        String acme = orgId(cast.acme());
        String globex = orgId(cast.globex());
        if (state(cast.globex(), acme).equals(ACTIVE)
                && state(cast.acme(), globex).equals(ACTIVE)) {
            return "partners already, from an earlier run";
        }
        GatewayClient.success("inviting", cast.globex().post(PARTNERS, Map.of("orgId", acme, "petname", Cast.ACME)));
        String asked = awaitAllowed(cast.acme(), globex, "accept").path("id").asText();
        GatewayClient.success(
                "accepting", cast.acme().post(PARTNERS + "/" + asked + "/accept", Map.of("petname", Cast.GLOBEX)));
        JsonNode offered = awaitAllowed(cast.globex(), acme, "approve");
        List<String> ours = words(offered);
        List<String> theirs = awaitWords(cast.acme(), globex);
        require(
                ours.size() == WORDS && ours.equals(theirs),
                "the words differ: Globex shows " + ours + ", Acme " + theirs);
        GatewayClient.success(
                "approving",
                cast.globex()
                        .post(PARTNERS + "/" + offered.path("id").asText() + "/approve", Map.of("petname", Cast.ACME)));
        awaitActive(cast.globex(), acme);
        awaitActive(cast.acme(), globex);
        return "both sides show: " + String.join(" ", ours);
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

    private JsonNode awaitAllowed(GatewayClient side, String orgId, String action) {
        return Patience.until(
                "that " + orgId.substring(0, 8) + "… can " + action,
                LIMIT,
                () -> partner(side, orgId)
                        .filter(partner -> StreamSupport.stream(
                                        partner.path("allowed").spliterator(), false)
                                .anyMatch(allowed -> allowed.asText().equals(action))));
    }

    /// The invited side shows the words once the inviter has revealed what it committed to.
    private static List<String> awaitWords(GatewayClient side, String orgId) {
        return Patience.until(
                "the words to compare",
                LIMIT,
                () -> partner(side, orgId).map(Meeting::words).filter(words -> !words.isEmpty()));
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

    private static List<String> words(JsonNode partner) {
        List<String> words = new ArrayList<>();
        partner.path("words").forEach(word -> words.add(word.asText()));
        return words;
    }
}
