package dev.kontor.transfer.fetch;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.transfer.download.EnclosedPieces;
import dev.kontor.transfer.frame.Frame;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.PieceId;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.event.PartnerSite;
import dev.kontor.wire.event.PartnerState;
import dev.kontor.wire.event.PartnerView;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/// A manifest as a partner sends it: the first byte says whether the rest is the whole record, or its payload, which
/// the partner then signs. An enclosed piece comes along.
public final class ManifestTarget implements FuzzTarget {
    private static final Instant AT = Instant.parse("2026-07-01T12:00:00Z");
    private static final SigningKey SITE = SigningKey.fromSeed(digest("site"));
    private static final OrgId ORG = new OrgId(digest("organisation"));
    private static final NamespaceName ORDERS = NamespaceName.parse("orders");
    private static final ManifestCheck.History HISTORY = new ManifestCheck.History(3, Optional.empty());
    private static final PartnerView PARTNER = new PartnerView(
            ORG,
            "acme",
            PartnerState.ACTIVE,
            List.of(new PartnerSite(SiteId.of(SITE.verifyKey()), digest("ca"), Bytes.EMPTY)),
            AT);

    private static Bytes digest(String word) {
        return Sha256.digest(Bytes.utf8(word));
    }

    @Override
    public String name() {
        return "manifest";
    }

    @Override
    public String what() {
        return "a partner's manifest and the pieces enclosed with it";
    }

    @Override
    public int mutations() {
        return 1_500;
    }

    @Override
    public List<byte[]> seeds() {
        Bytes payload = manifest().encode();
        Bytes record = manifest().sign(SITE).encoded();
        return List.of(
                Bytes.concat(Bytes.of((byte) 0), record).toArray(),
                Bytes.concat(Bytes.of((byte) 1), payload).toArray());
    }

    private static Manifest manifest() {
        return new Manifest(
                ORG,
                SITE.verifyKey(),
                ORDERS,
                4,
                AT,
                null,
                new Manifest.Content(digest("root"), 1, 5, 1, 16_384),
                new Manifest.Index(List.of(new PieceId(digest("piece"))), 100, digest("commitment")));
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        Bytes manifest = script.below(2) == 0
                ? Bytes.of(script.rest())
                : SignedRecord.sign(RecordType.MANIFEST, Bytes.of(script.rest()), SITE)
                        .encoded();
        Frame.Manifest frame = new Frame.Manifest(
                Bytes.of(new byte[16]), manifest, Bytes.of(new byte[8]), Bytes.EMPTY, Bytes.EMPTY, List.of(manifest));
        assertTrue(EnclosedPieces.of(frame.enclosed())
                .find(PieceId.of(manifest))
                .filter(manifest::equals)
                .isPresent());
        return switch (ManifestCheck.check(frame, PARTNER, ORDERS, HISTORY)) {
            case ManifestCheck.Accepted(var record, var accepted, var _) -> {
                assertEquals(manifest, record.encoded());
                assertEquals(record.payload(), accepted.encode(), "two encodings of one manifest");
                assertTrue(accepted.sequence() >= 3);
                yield true;
            }
            case ManifestCheck.Rejected rejected -> {
                assertTrue(!rejected.reason().isEmpty());
                yield false;
            }
        };
    }
}
