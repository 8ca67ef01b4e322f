package dev.kontor.launcher.demo;

import static dev.kontor.launcher.demo.StoryException.require;

import com.fasterxml.jackson.databind.JsonNode;
import java.util.List;
import java.util.Map;

/// Acme publishes its ERP's invoices.
record Publishing(Cast cast) {
    private static final String NAMESPACES = "/api/v1/namespaces";
    private static final int POLL_SECONDS = 60;

    /// What a poll made.
    record Polled(String snapshotId, long entries, long newPieces, boolean changed) {}

    /// Publishes the namespace, or changes it when an earlier run published it.
    String publish() {
        Map<String, Object> namespace = Map.of(
                "name",
                Cast.NAMESPACE,
                "mode",
                "snapshot",
                "pollSeconds",
                POLL_SECONDS,
                "source",
                Map.of(
                        "kind",
                        "http",
                        "url",
                        cast.erp().address() + "/invoices",
                        "list",
                        Map.of(
                                "items", "/invoices",
                                "id", "/id",
                                "href", "/href",
                                "version", "/version",
                                "formats",
                                        List.of(
                                                Map.of("suffix", ".xml", "accept", "application/xml"),
                                                Map.of(
                                                        "suffix", ".json",
                                                        "accept", "application/json")))));
        GatewayClient.Answer created = cast.acme().post(NAMESPACES, namespace);
        if (created.status() == 409) {
            GatewayClient.success(
                    "changing the namespace", cast.acme().put(NAMESPACES + "/" + Cast.NAMESPACE, namespace));
        } else {
            GatewayClient.success("publishing the namespace", created);
        }
        Polled polled = poll();
        long expected = 2L * cast.erp().issued();
        require(polled.entries() == expected, "the snapshot has " + polled.entries() + " entries, the ERP " + expected);
        return polled.entries() + " documents in snapshot " + brief(polled.snapshotId());
    }

    /// Polls now.
    Polled poll() {
        JsonNode run = GatewayClient.success(
                        "polling", cast.acme().post(NAMESPACES + "/" + Cast.NAMESPACE + "/poll", Map.of()))
                .json();
        String outcome = run.path("outcome").asText();
        require(
                outcome.equals("published") || outcome.equals("unchanged"),
                "the poll ended as '" + outcome + "': " + run.path("detail").asText(run.toString()));
        return new Polled(
                run.path("snapshotId").asText(),
                run.path("entries").asLong(),
                run.path("newPieces").asLong(),
                outcome.equals("published"));
    }

    static String brief(String id) {
        return id.length() > 12 ? id.substring(0, 12) + "…" : id;
    }
}
