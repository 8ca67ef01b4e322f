package dev.kontor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.e2e.TwoSites.Part;
import dev.kontor.e2e.TwoSites.Running;
import io.restassured.RestAssured;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// Every one of the ten services is killed while data is being exchanged; nothing is lost or doubled.
@ExtendWith(TwoSites.class)
class CrashIT {
    private static final Duration RECOVERY = Duration.ofMinutes(2);

    private final Running sites;

    CrashIT(Running sites) {
        this.sites = sites;
    }

    @Test
    void survivesTheDeathOfEachProcess() {
        try (LanSource source = new LanSource()) {
            source.with("/crash", "text/plain", "0".getBytes(StandardCharsets.UTF_8));
            sites.share("crash", Map.of("kind", "http", "url", source.url("/crash")));
            reads("0");
            List<Part> victims = sites.services();
            assertEquals(10, victims.size());
            for (int round = 0; round < victims.size(); round++) {
                kill(victims.get(round));
                String text = "after round " + round;
                source.with("/crash", "text/plain", text.getBytes(StandardCharsets.UTF_8));
                Patience.until("acme polls again after the death of " + victims.get(round), RECOVERY, this::poll);
                reads(text);
            }
            Patience.until(
                    "all ten are ready",
                    RECOVERY,
                    () -> sites.services().stream()
                            .allMatch(part -> part.state().equals("ready")));
            oneTransferForEachSnapshot();
        }
    }

    private static void kill(Part victim) {
        ProcessHandle process = ProcessHandle.of(victim.pid()).orElseThrow();
        process.destroyForcibly();
        process.onExit().join();
    }

    private boolean poll() {
        return sites.admin(sites.acme())
                .post("/api/v1/namespaces/crash/poll")
                .path("outcome")
                .toString()
                .matches("published|unchanged");
    }

    private void reads(String text) {
        Patience.until(
                "globex reads '" + text + "'",
                RECOVERY,
                () -> text.equals(RestAssured.given()
                        .spec(sites.reader(sites.globex()))
                        .get("/sites/acme-inc/crash")
                        .asString()));
    }

    private void oneTransferForEachSnapshot() {
        List<String> snapshots = sites.admin(sites.globex())
                .get("/api/v1/transfers?limit=500")
                .then()
                .statusCode(200)
                .extract()
                .path("findAll { it.namespace == 'crash' }.snapshotId");
        assertEquals(snapshots.stream().distinct().count(), snapshots.size(), "a snapshot was moved twice");
    }
}
