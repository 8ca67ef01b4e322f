package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.ledger.Transfer;
import dev.kontor.transfer.ledger.TransferState;
import dev.kontor.transfer.ledger.Transfers;
import dev.kontor.transfer.rig.Damage;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.PartnerSnapshot;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.transfer.snapshot.Snapshots;
import dev.kontor.transfer.store.OpenPiece;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.TransferFinished.Direction;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.path.json.JsonPath;
import jakarta.inject.Inject;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicLong;
import org.eclipse.microprofile.config.inject.ConfigProperty;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/// Bits flip and files vanish in the real piece store of the running service; a partner with a real data port has the
/// pieces.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(
        user = "services",
        roles = {"connector-service", "gateway-service"})
@Timeout(120)
class ScrubTest {
    private static final AtomicLong SEEDS = new AtomicLong(77_000);
    private static final int ENTRIES = 4;

    @Inject
    ServiceUnderTest service;

    @Inject
    Snapshots snapshots;

    @Inject
    Transfers transfers;

    @Inject
    PieceStore pieces;

    @ConfigProperty(name = "kontor.transfer.directory")
    Path store;

    @TempDir
    private Path folder;

    private final Map<String, byte[]> contents = new HashMap<>();
    private DataPortRig partner;

    @BeforeEach
    void pair() throws Exception {
        // Other tests of this service may have left snapshots whose pieces are elsewhere or gone, and rotten pieces.
        snapshots.removeOld(0);
        scrub();
        partner =
                new DataPortRig(folder, service.self().siteId(), service.self().caKeyHash());
        partner.shelf.countersignAs(partner.sender);
        befriend(PartnerState.ACTIVE);
        for (int i = 0; i < ENTRIES; i++) {
            contents.put("order-" + i, Generator.seeded(SEEDS.incrementAndGet()).bytes(300_000 + i));
        }
    }

    @AfterEach
    void part() {
        partner.close();
    }

    private void befriend(PartnerState state) {
        service.announce(
                List.of(partner.sender.descriptor(List.of(partner.endpoint())).encoded()));
        service.trust(List.of(partner.sender.asPartner("acme", state, List.of(partner.endpoint()))), List.of());
    }

    private PartnerSnapshot receive(long sequence) throws IOException {
        PartnerSnapshot snapshot = PartnerSnapshot.publish(partner.sender, partner.senderStore, sequence, contents);
        partner.shelf.publish(snapshot, service.self().siteId(), service.hpkeKey());
        given().get("/internal/content/" + partner.sender.orgId() + "/orders/order-0")
                .then()
                .statusCode(200);
        ServiceUnderTest.await(() -> snapshots.find(snapshot.id()).isPresent());
        return snapshot;
    }

    private void damage(PieceId id) throws IOException {
        Damage.overwrite(store, id, 200);
    }

    private static JsonPath scrub() {
        given().post("/api/v1/scrub").then().statusCode(200);
        ServiceUnderTest.await(() -> status().getString("completedAt") != null);
        return status();
    }

    private static JsonPath status() {
        return given().get("/api/v1/scrub").then().statusCode(200).extract().jsonPath();
    }

    private static Map<String, Object> unmended(SnapshotId id) {
        return status().getMap("unmended.find { it.snapshotId == '" + id + "' }");
    }

    private void assertHere(PieceId id) throws IOException {
        try (OpenPiece piece = pieces.open(id).orElseThrow()) {
            ByteBuffer bytes = ByteBuffer.allocate((int) piece.length());
            piece.read(0, bytes);
            assertEquals(id, PieceId.of(bytes.flip()));
        }
    }

    @Test
    void aFlippedBitAndALostPieceOfAPartnersSnapshotAreFetchedAgain() throws Exception {
        PartnerSnapshot snapshot = receive(1);
        PieceId rotten = snapshot.pieces().get(1);
        PieceId index = snapshot.pieces().getFirst();
        PieceId lost = snapshot.pieces().getLast();
        damage(rotten);
        damage(index);
        pieces.quarantine(lost);
        long before = partner.shelf.questions();

        JsonPath found = scrub();
        assertEquals(100, found.getInt("percent"));
        assertEquals(3, found.getLong("damagedPieces"));
        ServiceUnderTest.await(() -> unmended(snapshot.id()) == null);
        for (PieceId id : snapshot.pieces()) {
            assertHere(id);
        }
        assertEquals(3, partner.shelf.questions() - before);
        assertTrue(Files.exists(store.resolve("damaged").resolve(rotten.toString())));
        assertEquals(0, scrub().getLong("damagedPieces"));
    }

    @Test
    void whileThePartnerIsAwayItSaysWhatIsDamagedAndMendsItLater() throws Exception {
        PartnerSnapshot snapshot = receive(1);
        pieces.quarantine(snapshot.pieces().getLast());
        befriend(PartnerState.SUSPENDED);
        JsonPath found = scrub();
        assertEquals(1, found.getLong("damagedPieces"));
        ServiceUnderTest.await(() -> unmended(snapshot.id()).get("reason") != null);
        Map<String, Object> damage = unmended(snapshot.id());
        assertEquals("orders", damage.get("namespace"));
        assertEquals(1, damage.get("pieces"));
        assertTrue(String.valueOf(damage.get("reason")).contains("no partner"), damage.toString());

        befriend(PartnerState.ACTIVE);
        scrub();
        ServiceUnderTest.await(() -> unmended(snapshot.id()) == null);
        assertHere(snapshot.pieces().getLast());
    }

    @Test
    void rottenPiecesThatNobodyNeedsAreOnlyTakenAway() throws Exception {
        PieceId nobodys = PieceId.of(Bytes.utf8("what was here once"));
        pieces.commit(List.of(pieces.stage(nobodys, ByteBuffer.wrap(new byte[100]))));
        assertEquals(1, scrub().getLong("damagedPieces"));
        assertFalse(pieces.contains(nobodys));
    }

    /// One of our own snapshots; the content is too large to share a piece.
    private SnapshotId publish(NamespaceName namespace) {
        Map<String, String> headers = new HashMap<>();
        contents.keySet().forEach(path -> headers.put(path, "{\"path\":\"" + path + "\"}"));
        return SnapshotId.parse(given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(headers, contents))
                .post("/internal/snapshots/" + namespace + "?pieceSize=65536")
                .then()
                .statusCode(200)
                .extract()
                .path("snapshotId"));
    }

    private void received(SnapshotId id, NamespaceName namespace, SiteId by) {
        byte[] number = new byte[TransferId.SIZE];
        new SecureRandom().nextBytes(number);
        Instant now = Instant.now();
        SignedRecord receipt =
                SignedRecord.sign(RecordType.RECEIPT, Bytes.utf8("any"), SigningKey.generate(new SecureRandom()));
        transfers.enterSent(
                new Transfer(
                        new TransferId(Bytes.of(number)),
                        Direction.SENT,
                        new Transfer.What(
                                partner.sender.orgId(),
                                by,
                                namespace,
                                id,
                                new GrantId(Bytes.of(new byte[GrantId.SIZE]))),
                        TransferState.COUNTERSIGNED,
                        "",
                        new Transfer.Tally(1, 1, 1, 1, 0),
                        new Transfer.Times(now, now, Optional.of(now)),
                        new Transfer.Evidence(Optional.of(receipt), Optional.of(receipt), true)),
                receipt);
    }

    private List<PieceId> pieces(SnapshotId id) {
        return snapshots.pieces(id).ids().stream().map(PieceId::new).toList();
    }

    @Test
    void aPartnerThatReceivedOurSnapshotGivesItsPiecesBack() throws Exception {
        NamespaceName namespace = NamespaceName.parse("given-away");
        SnapshotId id = publish(namespace);
        List<PieceId> ids = pieces(id);
        partner.holds(id, pieces, ids);
        received(id, namespace, partner.sender.siteId());
        damage(ids.get(0));
        pieces.quarantine(ids.get(3));
        assertEquals(2, scrub().getLong("damagedPieces"));
        ServiceUnderTest.await(() -> unmended(id) == null);
        assertEquals(1, partner.shelf.presents());
        for (PieceId piece : ids) {
            assertHere(piece);
        }
    }

    @Test
    void whatNobodyHasIsPublishedAgainFromTheSource() throws Exception {
        NamespaceName namespace = NamespaceName.parse("ours-alone");
        SnapshotId first = publish(namespace);
        for (PieceId piece : pieces(first)) {
            pieces.quarantine(piece);
        }
        scrub();
        ServiceUnderTest.await(() -> unmended(first).get("reason") != null);
        assertTrue(
                String.valueOf(unmended(first).get("reason")).contains("next poll"),
                unmended(first).toString());
        // A source that says 'unchanged' is asked for the bytes after all.
        given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(Map.of("k", "{\"path\":\"order-1\",\"unchanged\":true}"), Map.of()))
                .post("/internal/snapshots/" + namespace + "?pieceSize=65536")
                .then()
                .statusCode(409);
        SnapshotId second = publish(namespace);
        for (PieceId piece : pieces(second)) {
            assertHere(piece);
        }
        byte[] served = given().get("/internal/content/" + service.self().orgId() + "/" + namespace + "/order-2")
                .then()
                .statusCode(200)
                .extract()
                .asByteArray();
        assertArrayEquals(contents.get("order-2"), served);
        assertEquals(second, publish(namespace));
        // Nobody is told of the first one any more, so it need not be whole.
        scrub();
        ServiceUnderTest.await(() -> snapshots.find(first).isEmpty());
        assertEquals(0, scrub().getLong("damagedPieces"));
    }

    @Test
    void helpersHaveWhatTheOriginHasLost() throws Exception {
        PartnerSnapshot snapshot = receive(1);
        try (DataPortRig helper = new DataPortRig(
                folder.resolve("helper"),
                service.self().siteId(),
                service.self().caKeyHash())) {
            helper.holds(snapshot.id(), pieces, snapshot.pieces());
            service.announce(List.of(
                    partner.sender.descriptor(List.of(partner.endpoint())).encoded(),
                    helper.sender.descriptor(List.of(helper.endpoint())).encoded()));
            service.trust(
                    List.of(
                            partner.sender.asPartner("acme", PartnerState.ACTIVE, List.of(partner.endpoint())),
                            helper.sender.asPartner("globex", PartnerState.ACTIVE, List.of(helper.endpoint()))),
                    List.of());
            service.holders(List.of(helper.sender.siteId()));
            partner.shelf.giveTickets(partner.sender, snapshot);
            partner.shelf.refuseAfter(0, new Frame.Missing(0, "lost"));
            damage(snapshot.pieces().getLast());
            assertEquals(1, scrub().getLong("damagedPieces"));
            ServiceUnderTest.await(() -> unmended(snapshot.id()) == null);
            assertHere(snapshot.pieces().getLast());
            assertEquals(1, helper.shelf.presents());
        } finally {
            service.holders(List.of());
        }
    }
}
