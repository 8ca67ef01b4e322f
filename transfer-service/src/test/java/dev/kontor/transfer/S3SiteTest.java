package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.PartnerSnapshot;
import dev.kontor.transfer.rig.S3Stored;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.event.PartnerState;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// A whole service that keeps its pieces on an S3 server, and a partner that keeps them in files.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@WithTestResource(S3Stored.class)
@TestSecurity(
        user = "services",
        roles = {"connector-service", "gateway-service"})
@Timeout(120)
class S3SiteTest {
    @Inject
    ServiceUnderTest service;

    @Inject
    Snapshots snapshots;

    @ConfigProperty(name = "kontor.transfer.directory")
    Path local;

    @TempDir
    private Path folder;

    /// Other tests of this service may have left snapshots whose pieces are elsewhere.
    @BeforeEach
    void forget() {
        snapshots.removeOld(0);
    }

    private static Path object(PieceId id) {
        return Path.of(System.getProperty(S3Stored.BUCKET))
                .resolve("site-a/pieces")
                .resolve(id.toString().substring(0, 2))
                .resolve(id.toString());
    }

    private byte[] read(String path) {
        return given().get("/internal/content/" + path)
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
    }

    @Test
    void publishesReadsAndReadsRanges() {
        byte[] content = Generator.seeded(1).bytes(3_000_000);
        given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(Map.of("a", "{\"path\":\"a.bin\"}"), Map.of("a", content)))
                .post("/internal/snapshots/kept-on-s3")
                .then()
                .statusCode(200);
        String path = service.self().orgId() + "/kept-on-s3/a.bin";
        assertArrayEquals(content, read(path));
        byte[] range = given().header("Range", "bytes=1000000-1000099")
                .get("/internal/content/" + path)
                .then()
                .statusCode(206)
                .extract()
                .asByteArray();
        assertArrayEquals(java.util.Arrays.copyOfRange(content, 1_000_000, 1_000_100), range);
        assertFalse(Files.exists(local.resolve("pieces")), "pieces in the local folder");
    }

    @Test
    void fetchesFromAPartnerAndMendsWhatRotsOnTheServer() throws Exception {
        try (DataPortRig partner =
                new DataPortRig(folder, service.self().siteId(), service.self().caKeyHash())) {
            partner.shelf.countersignAs(partner.sender);
            service.announce(List.of(
                    partner.sender.descriptor(List.of(partner.endpoint())).encoded()));
            service.trust(
                    List.of(partner.sender.asPartner("acme", PartnerState.ACTIVE, List.of(partner.endpoint()))),
                    List.of());
            byte[] content = Generator.seeded(2).bytes(2_500_000);
            PartnerSnapshot snapshot =
                    PartnerSnapshot.publish(partner.sender, partner.senderStore, 1, Map.of("b.bin", content));
            partner.shelf.publish(snapshot, service.self().siteId(), service.hpkeKey());
            assertArrayEquals(content, read(partner.sender.orgId() + "/orders/b.bin"));
            ServiceUnderTest.await(() -> snapshot.pieces().stream().allMatch(id -> Files.exists(object(id))));
            for (PieceId id : snapshot.pieces()) {
                assertEquals(id, PieceId.of(Files.readAllBytes(object(id))));
            }
            rotAndScrub(snapshot.pieces().getLast());
            Files.delete(object(snapshot.pieces().get(1)));
            assertEquals(1L, scrub());
            ServiceUnderTest.await(() -> Files.exists(object(snapshot.pieces().get(1))));
        }
    }

    private static void rotAndScrub(PieceId id) throws IOException {
        byte[] bytes = Files.readAllBytes(object(id));
        bytes[77] ^= 1;
        Files.write(object(id), bytes);
        assertEquals(1L, scrub());
        ServiceUnderTest.await(() -> whole(id));
    }

    private static boolean whole(PieceId id) {
        try {
            return Files.exists(object(id)) && id.equals(PieceId.of(Files.readAllBytes(object(id))));
        } catch (IOException meanwhile) {
            return false;
        }
    }

    private static long scrub() {
        given().post("/api/v1/scrub").then().statusCode(200);
        ServiceUnderTest.await(() -> given().get("/api/v1/scrub").path("completedAt") != null);
        return given().get("/api/v1/scrub").jsonPath().getLong("damagedPieces");
    }
}
