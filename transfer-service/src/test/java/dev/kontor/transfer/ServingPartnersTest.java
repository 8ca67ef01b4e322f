package dev.kontor.transfer;

import static io.restassured.RestAssured.given;
import static org.hamcrest.Matchers.containsString;
import static org.hamcrest.Matchers.empty;
import static org.hamcrest.Matchers.equalTo;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import dev.kontor.transfer.download.Lines;
import dev.kontor.transfer.download.PieceDownload;
import dev.kontor.transfer.download.Progress;
import dev.kontor.transfer.download.Subject;
import dev.kontor.transfer.download.WantedPiece;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.frame.FrameLimits;
import dev.kontor.transfer.peer.PeerConnection;
import dev.kontor.transfer.rig.DataPortRig;
import dev.kontor.transfer.rig.FakeServices;
import dev.kontor.transfer.rig.ServiceUnderTest;
import dev.kontor.transfer.session.SessionEffect.Complete;
import dev.kontor.transfer.session.SessionEffect.Refused;
import dev.kontor.transfer.session.SessionLimits;
import dev.kontor.transfer.snapshot.Helpers;
import dev.kontor.transfer.snapshot.Lending;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.KeyDerivation;
import dev.kontor.wire.crypto.PieceCipher;
import dev.kontor.wire.crypto.Sealed;
import dev.kontor.wire.crypto.SnapshotKey;
import dev.kontor.wire.descriptor.Endpoint;
import dev.kontor.wire.event.GrantView;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.GrantAction;
import dev.kontor.wire.grant.Resource;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.id.GrantId;
import dev.kontor.wire.id.SnapshotId;
import dev.kontor.wire.id.TransferId;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.quarkus.test.security.TestSecurity;
import io.restassured.response.ValidatableResponse;
import jakarta.inject.Inject;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/// Our own data port as a partner sees it, over TLS.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(FakeServices.class)
@TestSecurity(
        user = "services",
        roles = {"connector-service", "gateway-service"})
class ServingPartnersTest {
    private static final NamespaceName NAMESPACE = NamespaceName.parse("invoices");
    private static final GrantId GRANT = new GrantId(Bytes.of(new byte[GrantId.SIZE]));

    @Inject
    ServiceUnderTest service;

    @Inject
    Lending lending;

    @Inject
    DataPortLife dataPort;

    @TempDir
    private Path folder;

    private DataPortRig rig;
    private final byte[] transfer = new byte[TransferId.SIZE];

    @BeforeEach
    void publish() throws Exception {
        rig = new DataPortRig(folder);
        new SecureRandom().nextBytes(transfer);
        String header = "{\"path\":\"a.bin\",\"mediaType\":\"application/octet-stream\"}";
        given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(
                        Map.of("a", header), Map.of("a", Generator.seeded(1).bytes(300_000))))
                .post("/internal/snapshots/" + NAMESPACE + "?pieceSize=65536")
                .then()
                .statusCode(200);
        grant(PartnerState.ACTIVE, false, Audience.AllPartners.class);
    }

    @AfterEach
    void stop() {
        rig.close();
    }

    private void grant(PartnerState state, boolean revoked, Class<?> audience) {
        PartnerView partner = rig.receiver.asPartner("globex", state, List.of(Endpoint.direct("127.0.0.1", 1)));
        Grant grant = new Grant(
                GRANT,
                service.self().orgId(),
                service.self().siteId(),
                Resource.wholeNamespace(NAMESPACE),
                audience == Audience.Everyone.class ? new Audience.Everyone() : new Audience.AllPartners(),
                Set.of(GrantAction.READ),
                List.of(),
                0,
                Instant.now());
        SignedRecord record = grant.sign(SigningKey.generate(new SecureRandom()));
        service.trust(List.of(partner), List.of(GrantView.of(record, revoked)));
    }

    private PeerConnection connect() {
        Endpoint endpoint =
                Endpoint.direct("127.0.0.1", dataPort.address().orElseThrow().getPort());
        return rig.connect(endpoint, service.self().siteId(), service.self().caKeyHash())
                .join();
    }

    private static Frame.Head head(String namespace) {
        return new Frame.Head(namespace, Bytes.EMPTY, Bytes.EMPTY, 0, "");
    }

    private SnapshotKey open(Frame.Manifest frame) {
        SnapshotId id = SnapshotId.of(SignedRecord.parse(frame.manifest()));
        return new SnapshotKey(Hpke.open(
                rig.receiver.hpke(),
                Bytes.utf8("kontor/snapshot-key/1"),
                Bytes.concat(id.bytes(), rig.receiver.siteId().bytes()),
                new Sealed(frame.enc(), frame.sealedKey())));
    }

    private static List<WantedPiece> indexPieces(Manifest manifest, SnapshotKey key) {
        List<WantedPiece> pieces = new ArrayList<>();
        int left = manifest.index().bytes();
        for (PieceId id : manifest.index().pieces()) {
            int size = Math.min(left, manifest.content().pieceSize());
            pieces.add(new WantedPiece(id, KeyDerivation.indexPieceKey(key, pieces.size()), size));
            left -= size;
        }
        return pieces;
    }

    private Object download(PeerConnection connection, Frame.Manifest frame) throws InterruptedException {
        SignedRecord record = SignedRecord.parse(frame.manifest());
        Lines lines = new Lines() {
            @Override
            public CompletableFuture<PeerConnection> open() {
                return CompletableFuture.completedFuture(connection);
            }

            @Override
            public void release(PeerConnection released) {}

            @Override
            public void blame(PeerConnection blamed, String reason) {}
        };
        return new PieceDownload(
                        new Subject(NAMESPACE, SnapshotId.of(record), ""),
                        indexPieces(Manifest.decode(record.payload()), open(frame)),
                        new PieceDownload.Tools(lines, rig.receiverStore, rig.workers, Clock.systemUTC()),
                        SessionLimits.DEFAULT,
                        new Progress())
                .run();
    }

    @Test
    void givesAGranteeTheManifestItsKeyAndItsPieces() throws Exception {
        PeerConnection connection = connect();
        Frame.Manifest frame = assertInstanceOf(
                Frame.Manifest.class, connection.ask(head(NAMESPACE.text())).join());
        SignedRecord record = SignedRecord.parse(frame.manifest());
        Manifest manifest = Manifest.verified(record);
        assertTrue(manifest.commitsTo(open(frame)));
        assertEquals(GRANT.bytes(), frame.grantId());
        assertEquals(new Complete(), download(connection, frame));
        Bytes known = SnapshotId.of(record).bytes();
        assertEquals(
                new Frame.Current(GRANT.bytes(), known),
                connection
                        .ask(new Frame.Head(NAMESPACE.text(), Bytes.EMPTY, known, 0, ""))
                        .join());
    }

    @Test
    void enclosesWhatTheAskerLacksWhenThereIsRoom() {
        PeerConnection connection = connect();
        Frame.Manifest first = ask(connection, Bytes.EMPTY, FrameLimits.MAX_ROOM);
        assertEquals(1, first.enclosed().size(), "300 kB do not fit, the index does");
        assertEquals(List.of(), ask(connection, Bytes.EMPTY, 10).enclosed());
        given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(
                        Map.of("a", "{\"path\":\"a.bin\",\"unchanged\":true}", "b", "{\"path\":\"b.bin\"}"),
                        Map.of("b", Generator.seeded(2).bytes(1000))))
                .post("/internal/snapshots/" + NAMESPACE + "?pieceSize=65536")
                .then()
                .statusCode(200);
        Bytes known = SnapshotId.of(SignedRecord.parse(first.manifest())).bytes();
        Frame.Manifest second = ask(connection, known, FrameLimits.MAX_ROOM);
        assertEquals(
                List.of(1000 + PieceCipher.TAG_SIZE),
                second.enclosed().stream().skip(1).map(Bytes::size).toList());
    }

    private static Frame.Manifest ask(PeerConnection connection, Bytes known, long room) {
        Frame.Head question = new Frame.Head(NAMESPACE.text(), Bytes.EMPTY, known, room, "");
        return assertInstanceOf(Frame.Manifest.class, connection.ask(question).join());
    }

    @Test
    void refusesTheNextPieceAfterARevocation() throws Exception {
        PeerConnection connection = connect();
        Frame.Manifest frame = assertInstanceOf(
                Frame.Manifest.class, connection.ask(head(NAMESPACE.text())).join());
        grant(PartnerState.ACTIVE, true, Audience.AllPartners.class);
        assertEquals(new Refused("revoked", "the grant was revoked"), download(connection, frame));
        assertEquals(
                "revoked",
                assertInstanceOf(
                                Frame.Denied.class,
                                connection.ask(head(NAMESPACE.text())).join())
                        .rule());
    }

    @Test
    void givesTicketsToGranteesWhenPartnersMayHelp() {
        PeerConnection connection = connect();
        Frame.Manifest frame = ask(connection, Bytes.EMPTY, 0);
        SnapshotId id = SnapshotId.of(SignedRecord.parse(frame.manifest()));
        Frame.Apply apply = new Frame.Apply(NAMESPACE.text(), id.bytes(), "");
        assertInstanceOf(Frame.Missing.class, connection.ask(apply).join());
        lending.decide(NAMESPACE, Helpers.PARTNERS);
        Frame.Ticket given =
                assertInstanceOf(Frame.Ticket.class, connection.ask(apply).join());
        Ticket ticket = Ticket.verified(SignedRecord.parse(given.signed()), service.siteKey());
        assertEquals(id, ticket.snapshotId());
        assertEquals(rig.receiver.siteId(), ticket.asker());
        assertTrue(ticket.valid(Instant.now()));
        grant(PartnerState.ACTIVE, true, Audience.AllPartners.class);
        assertEquals(
                "revoked",
                assertInstanceOf(Frame.Denied.class, connection.ask(apply).join())
                        .rule());
        lending.decide(NAMESPACE, Helpers.NONE);
    }

    @Test
    void explainsToOurOwnPeopleWhatItAnswersAPartner() {
        explain("globex", NAMESPACE.text())
                .body("decision", equalTo("allowed"))
                .body("grantId", equalTo(GRANT.toString()))
                .body("grants[0].says", equalTo("allows"));
        grant(PartnerState.ACTIVE, true, Audience.AllPartners.class);
        explain("globex", NAMESPACE.text())
                .body("decision", equalTo("denied"))
                .body("rule", equalTo("revoked"))
                .body("change", containsString("kontor grant add invoices --to globex"))
                .body("grants[0].says", equalTo("revoked"));
        explain(rig.receiver.orgId().toString(), "never-shared")
                .body("rule", equalTo("no-grant"))
                .body("grants", empty());
        grant(PartnerState.SUSPENDED, false, Audience.AllPartners.class);
        explain("globex", NAMESPACE.text()).body("rule", equalTo("partner-suspended"));
        given().get("/api/v1/grants/explain?partner=nobody&namespace=invoices")
                .then()
                .statusCode(404)
                .body("detail", containsString("nobody"));
        given().get("/api/v1/grants/explain?partner=globex").then().statusCode(400);
    }

    private static ValidatableResponse explain(String partner, String namespace) {
        return given().get("/api/v1/grants/explain?partner=" + partner + "&namespace=" + namespace)
                .then()
                .statusCode(200);
    }

    @Test
    void doesNotTellWhetherANamespaceExists() {
        PeerConnection connection = connect();
        Frame never = connection.ask(head("never-published")).join();
        assertEquals("no-grant", assertInstanceOf(Frame.Denied.class, never).rule());
        given().contentType("application/kontor-entries")
                .body(ServiceUnderTest.upload(Map.of("a", "{\"path\":\"a\"}"), Map.of()))
                .post("/internal/snapshots/secret")
                .then()
                .statusCode(200);
        assertEquals(never, connection.ask(head("secret")).join());
    }

    @Test
    void aFormerPartnerLearnsNothingAndAStrangerDoesNotGetIn() {
        PeerConnection connection = connect();
        grant(PartnerState.REVOKED, false, Audience.Everyone.class);
        assertEquals(
                new Frame.Denied(0, "denied", ""),
                connection.ask(head(NAMESPACE.text())).join());
        assertThrows(CompletionException.class, this::connect);
    }

    @Test
    void countersignsOneReceiptOfATransferAgainAndAgainButNoOther() {
        PeerConnection connection = connect();
        Frame.Manifest frame = assertInstanceOf(
                Frame.Manifest.class, connection.ask(head(NAMESPACE.text())).join());
        SignedRecord receipt = receipt(frame, Instant.now(), 0);
        Frame.Countersignature first = assertInstanceOf(
                Frame.Countersignature.class,
                connection.ask(new Frame.Receipt(receipt.encoded())).join());
        Countersignature.verified(SignedRecord.parse(first.signed()), receipt, service.siteKey());
        assertEquals(first, connection.ask(new Frame.Receipt(receipt.encoded())).join());
        SignedRecord second = receipt(frame, Instant.now().plusSeconds(5), 0);
        assertEquals(
                "receipt-conflict",
                assertInstanceOf(
                                Frame.Denied.class,
                                connection
                                        .ask(new Frame.Receipt(second.encoded()))
                                        .join())
                        .rule());
        given().get("/api/v1/transfers").then().body("find { it.direction == 'SENT' }.state", equalTo("COUNTERSIGNED"));
    }

    @Test
    void doesNotCountersignWhatItDidNotSend() {
        PeerConnection connection = connect();
        Frame.Manifest frame = assertInstanceOf(
                Frame.Manifest.class, connection.ask(head(NAMESPACE.text())).join());
        SignedRecord inflated = receipt(frame, Instant.now(), 1);
        assertEquals(
                "receipt-mismatch",
                assertInstanceOf(
                                Frame.Denied.class,
                                connection
                                        .ask(new Frame.Receipt(inflated.encoded()))
                                        .join())
                        .rule());
        SignedRecord forged =
                SignedRecord.sign(Receipt.TYPE, inflated.payload(), SigningKey.generate(new SecureRandom()));
        assertEquals(
                "bad-signature",
                assertInstanceOf(
                                Frame.Denied.class,
                                connection
                                        .ask(new Frame.Receipt(forged.encoded()))
                                        .join())
                        .rule());
    }

    /// A receipt of one transfer; `extra` makes it claim another number of bytes, and another transfer.
    private SignedRecord receipt(Frame.Manifest frame, Instant completedAt, long extra) {
        SignedRecord record = SignedRecord.parse(frame.manifest());
        Manifest manifest = Manifest.decode(record.payload());
        byte[] id = transfer.clone();
        id[0] ^= (byte) extra;
        return new Receipt(
                        new TransferId(Bytes.of(id)),
                        SnapshotId.of(record),
                        manifest.content().root(),
                        new Receipt.Party(service.self().orgId(), service.self().siteId()),
                        new Receipt.Party(rig.receiver.orgId(), rig.receiver.siteId()),
                        NAMESPACE,
                        GRANT,
                        manifest.content().bytes() + extra,
                        manifest.content().pieces(),
                        completedAt)
                .sign(rig.receiver.key());
    }
}
