package dev.kontor.transfer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.fetch.ManifestCheck.Accepted;
import dev.kontor.transfer.fetch.ManifestCheck.History;
import dev.kontor.transfer.fetch.ManifestCheck.Rejected;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.transfer.rig.PartnerSnapshot;
import dev.kontor.transfer.rig.TestSite;
import dev.kontor.transfer.store.PackPieceStore;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.StoreLimits;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.SnapshotId;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ManifestCheckTest {
    private static final History NOTHING = new History(0, Optional.empty());

    @TempDir
    private Path folder;

    private TestSite site;
    private PieceStore store;
    private PartnerView partner;

    @BeforeEach
    void pair() throws Exception {
        site = TestSite.create(folder.resolve("tls"));
        store = PackPieceStore.open(folder, new StoreLimits(0, Duration.ZERO), Clock.systemUTC());
        partner = site.asPartner("acme", PartnerState.ACTIVE, List.of());
    }

    private Frame.Manifest frame(long sequence) throws Exception {
        return PartnerSnapshot.publish(site, store, sequence, Map.of("a", new byte[] {1}))
                .frame(site.siteId(), site.hpke().publicKey());
    }

    private ManifestCheck.Verdict check(Frame.Manifest frame, History history) {
        return ManifestCheck.check(frame, partner, PartnerSnapshot.NAMESPACE, history);
    }

    private static String reason(ManifestCheck.Verdict verdict) {
        return assertInstanceOf(Rejected.class, verdict).reason();
    }

    @Test
    void acceptsTheNextOne() throws Exception {
        Accepted accepted = assertInstanceOf(Accepted.class, check(frame(7), new History(6, Optional.empty())));
        assertEquals(7, accepted.manifest().sequence());
        assertInstanceOf(Accepted.class, check(frame(1), NOTHING));
    }

    @Test
    void acceptsTheSameOneAgainButNoTwin() throws Exception {
        Frame.Manifest frame = frame(3);
        SnapshotId id = assertInstanceOf(Accepted.class, check(frame, NOTHING)).id();
        assertInstanceOf(Accepted.class, check(frame, new History(3, Optional.of(id))));
        assertTrue(reason(check(frame(3), new History(3, Optional.of(id)))).contains("two manifests"));
    }

    @Test
    void refusesAnOldOne() throws Exception {
        assertTrue(reason(check(frame(2), new History(3, Optional.empty()))).contains("old one"));
    }

    @Test
    void refusesAnotherNamespace() throws Exception {
        ManifestCheck.Verdict verdict = ManifestCheck.check(frame(1), partner, NamespaceName.parse("other"), NOTHING);
        assertTrue(reason(verdict).contains("namespace"));
    }

    @Test
    void refusesAnotherSite() throws Exception {
        TestSite stranger = TestSite.create(folder.resolve("stranger"));
        Frame.Manifest frame = PartnerSnapshot.publish(stranger, store, 1, Map.of("a", new byte[] {1}))
                .frame(site.siteId(), site.hpke().publicKey());
        assertTrue(reason(check(frame, NOTHING)).contains("no site of this partner"));
    }

    @Test
    void refusesEveryFlippedBit() throws Exception {
        Frame.Manifest frame = frame(1);
        Generator.check(300, generator -> {
            Bytes flipped = Bytes.of(generator.flipOneBit(frame.manifest().toArray()));
            Frame.Manifest forged = new Frame.Manifest(
                    frame.grantId(), flipped, frame.keyId(), frame.enc(), frame.sealedKey(), List.of());
            assertInstanceOf(Rejected.class, check(forged, NOTHING));
        });
    }
}
