package dev.kontor.wire.evidence;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.HostileBytes;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.grant.Audience;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.log.ConsistencyProof;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.log.LogProofs;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.sign.SignedRecord;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.zip.ZipEntry;
import java.util.zip.ZipInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EvidenceTest {
    private final Story story = new Story();

    private Bytes sealed(TransferEvidence evidence) {
        return EvidenceFile.write(evidence, story.acmeAuthority, Story.AT.plusSeconds(100));
    }

    private void refused(String because, TransferEvidence evidence) {
        EvidenceReport report = EvidenceCheck.check(sealed(evidence));
        assertFalse(report.holds());
        assertTrue(report.wrong().toString().contains(because), report.wrong().toString());
    }

    @Test
    void provesWhatBothSidesSigned() {
        for (boolean bySender : new boolean[] {true, false}) {
            Bytes file = bySender
                    ? sealed(story.bySender())
                    : EvidenceFile.write(story.byReceiver(), story.globexAuthority, Story.AT.plusSeconds(100));
            EvidenceReport report = EvidenceCheck.check(file);
            assertEquals(List.of(), report.wrong());
            assertEquals(7, report.proved().size(), report.proved().toString());
            assertEquals(4, report.open().size(), report.open().toString());
        }
    }

    /// A container of this version stays provable.
    @Test
    void provesThePublishedContainer() throws IOException {
        Path file = Path.of("..", "docs", "spec", "vectors", "evidence.asice");
        if (Boolean.getBoolean("kontor.vectors.write")) {
            Files.write(file, sealed(story.bySender()).toArray());
        }
        EvidenceReport report = EvidenceCheck.check(Bytes.of(Files.readAllBytes(file)));
        assertEquals(List.of(), report.wrong());
        assertEquals(7, report.proved().size());
    }

    @Test
    void saysWhatIsMissing() {
        TransferEvidence whole = story.bySender();
        TransferEvidence bare = new TransferEvidence(
                whole.receipt(),
                null,
                null,
                null,
                whole.sender(),
                whole.receiver(),
                new TransferEvidence.Extract(
                        whole.log().leaf(), whole.log().inclusion(), whole.log().checkpoint(), null));
        EvidenceReport report = EvidenceCheck.check(sealed(bare));
        assertEquals(List.of(), report.wrong());
        assertEquals(3, report.proved().size(), report.proved().toString());
        assertEquals(7, report.open().size(), report.open().toString());
    }

    @Test
    void isReadByOtherZipPrograms() throws IOException {
        List<String> names = new ArrayList<>();
        Bytes file = sealed(story.bySender());
        try (ZipInputStream zip = new ZipInputStream(new ByteArrayInputStream(file.toArray()))) {
            for (ZipEntry entry = zip.getNextEntry(); entry != null; entry = zip.getNextEntry()) {
                names.add(entry.getName());
                assertEquals(ZipEntry.STORED, entry.getMethod());
            }
        }
        assertEquals("mimetype", names.getFirst());
        assertEquals(List.of("META-INF/ASiCManifest.xml", "META-INF/signature.p7s"), names.subList(15, 17));
        String magic = new String(file.slice(30, 8 + 31).toArray(), StandardCharsets.US_ASCII);
        assertEquals("mimetype" + "application/vnd.etsi.asic-e+zip", magic);
    }

    /// The command of docs/spec/evidence.md.
    @Test
    void isVerifiedByOpenssl(@TempDir Path folder) throws Exception {
        Assumptions.assumeTrue(Files.isExecutable(Path.of("/usr/bin/openssl")), "openssl is not installed");
        for (Part part : StoredZip.read(sealed(story.bySender()))) {
            Path file = folder.resolve(part.name().replace('/', '-'));
            Files.write(file, part.content().toArray());
        }
        assertEquals(0, openssl(folder, "META-INF-ASiCManifest.xml"));
        assertEquals(4, openssl(folder, "README.txt"));
    }

    private static int openssl(Path folder, String content) throws IOException, InterruptedException {
        return new ProcessBuilder(
                        "openssl",
                        "cms",
                        "-verify",
                        "-binary",
                        "-inform",
                        "DER",
                        "-in",
                        "META-INF-signature.p7s",
                        "-content",
                        content,
                        "-CAfile",
                        "site-ca.pem",
                        "-purpose",
                        "any",
                        "-no_check_time",
                        "-out",
                        "/dev/null")
                .directory(folder.toFile())
                .redirectErrorStream(true)
                .redirectOutput(ProcessBuilder.Redirect.DISCARD)
                .start()
                .waitFor();
    }

    @Test
    void findsEachFlippedBit() {
        Bytes file = sealed(story.bySender());
        assertTrue(EvidenceCheck.check(file).holds());
        byte[] bytes = file.toArray();
        int flips = 0;
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(EvidenceCheck.check(Bytes.of(bytes)).holds(), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            flips++;
        }
        assertTrue(flips >= 10_000, flips + " bits");
    }

    @Test
    void findsEachFlippedBitOfEachFileBehindRightChecksums() {
        List<Part> parts = StoredZip.read(sealed(story.byReceiver()));
        for (int i = 0; i < parts.size(); i++) {
            byte[] bytes = parts.get(i).content().toArray();
            for (int bit = 0; bit < bytes.length * 8; bit += 3) {
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
                List<Part> changed = new ArrayList<>(parts);
                changed.set(i, new Part(parts.get(i).name(), Bytes.of(bytes)));
                assertFalse(
                        EvidenceCheck.check(StoredZip.write(changed)).holds(),
                        parts.get(i).name() + " bit " + bit);
                bytes[bit / 8] ^= (byte) (1 << bit % 8);
            }
        }
    }

    @Test
    void findsEachFlippedBitOfTheSignatureAlone() {
        Bytes manifest = Bytes.utf8("the manifest");
        TestAuthority authority = story.acmeAuthority;
        byte[] bytes = CmsSignature.make(manifest, authority, Story.AT)
                .encode(manifest)
                .toArray();
        for (int bit = 0; bit < bytes.length * 8; bit++) {
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
            assertFalse(holds(Bytes.of(bytes), manifest), "bit " + bit);
            bytes[bit / 8] ^= (byte) (1 << bit % 8);
        }
        assertTrue(holds(Bytes.of(bytes), manifest));
        assertFalse(holds(Bytes.of(bytes), Bytes.utf8("another manifest")));
    }

    private static boolean holds(Bytes signature, Bytes manifest) {
        try {
            CmsSignature parsed = CmsSignature.parse(signature, manifest);
            return Chain.of(parsed.chain()).fault(parsed, manifest).isEmpty();
        } catch (MalformedException refused) {
            return false;
        }
    }

    @Test
    void readsHostileBytesWithoutEscape() {
        HostileBytes.against(
                        sealed(story.bySender()).toArray(),
                        bytes -> EvidenceFile.read(Bytes.of(bytes)),
                        MalformedException.class)
                .refusesWrongLengths()
                .survivesNoise(2000);
    }

    @Test
    void refusesAnotherReceiptInTheSameFile() {
        TransferEvidence whole = story.bySender();
        SignedRecord another = story.receipt().sign(Samples.OTHER_SITE);
        refused(
                "countersignature",
                new TransferEvidence(
                        another,
                        whole.countersignature(),
                        whole.grant(),
                        whole.manifest(),
                        whole.sender(),
                        whole.receiver(),
                        whole.log()));
        refused(
                "leaf of the log is not this receipt's",
                new TransferEvidence(
                        another, null, whole.grant(), whole.manifest(), whole.sender(), whole.receiver(), whole.log()));
    }

    @Test
    void refusesAnotherSidesLogGrantOrManifest() {
        TransferEvidence whole = story.bySender();
        refused(
                "the receipt names another sender",
                new TransferEvidence(
                        whole.receipt(), null, null, null, whole.receiver(), whole.receiver(), whole.log()));
        SignedRecord toSomebodyElse = story.grant(new Audience.Organisation(new OrgId(Samples.secret("initech"))))
                .sign(Samples.SITE);
        refused("the grant is not for the receiver", with(whole, toSomebodyElse, whole.manifest()));
        SignedRecord forged = story.grant(new Audience.Everyone()).sign(Samples.OTHER_SITE);
        refused("the grant does not hold", with(whole, forged, whole.manifest()));
        refused("the manifest does not hold", with(whole, whole.grant(), whole.receipt()));
    }

    private static TransferEvidence with(
            TransferEvidence whole, @Nullable SignedRecord grant, @Nullable SignedRecord manifest) {
        return new TransferEvidence(
                whole.receipt(),
                whole.countersignature(),
                grant,
                manifest,
                whole.sender(),
                whole.receiver(),
                whole.log());
    }

    @Test
    void refusesATruncatedReorderedOrRewrittenLog() {
        TransferEvidence.Extract log = story.bySender().log();
        InclusionProof proof = log.inclusion();
        InclusionProof moved = new InclusionProof(proof.index() - 1, proof.size(), proof.path());
        refused("not where the log's proof says", told(log.leaf(), moved, log.checkpoint(), log.grown()));

        Story.SiteLog truncated = new Story.SiteLog(Samples.SITE);
        SignedRecord early = truncated.checkpoint(Story.AT.plusSeconds(100));
        refused("not where the log's proof says", told(log.leaf(), proof, early, log.grown()));

        Story.SiteLog rewritten = new Story.SiteLog(Samples.SITE);
        rewritten.frontier = dev.kontor.wire.log.Frontier.EMPTY;
        Samples.leaves().reversed().forEach(rewritten::append);
        refused("does not begin with the log", story.told(rewritten.extract(story.receipt, 6)));
        refused("does not begin with the log", told(log.leaf(), proof, log.checkpoint(), null));
        refused(
                "does not begin with the log",
                told(log.leaf(), proof, log.checkpoint(), LogProofs.consistency(5, 8, story.acmeLog::node)));
    }

    private TransferEvidence told(
            LogLeaf leaf, InclusionProof inclusion, SignedRecord checkpoint, @Nullable ConsistencyProof grown) {
        return story.told(new TransferEvidence.Extract(leaf, inclusion, checkpoint, grown));
    }

    @Test
    void refusesACheckpointOfAnotherSiteAndOneOfTheFuture() {
        TransferEvidence.Extract log = story.bySender().log();
        Story.SiteLog thirdLog = new Story.SiteLog(Samples.key("third site"));
        SignedRecord third = thirdLog.checkpoint(Story.AT);
        refused("the checkpoint does not hold", told(log.leaf(), log.inclusion(), third, log.grown()));

        Story.SiteLog longer = new Story.SiteLog(Samples.SITE);
        longer.append(Samples.leaves().getFirst());
        SignedRecord receipt = story.receipt;
        SignedRecord late = new Countersignature(receipt.digest(), Samples.siteId(), Story.AT)
                .with(longer.checkpoint(Story.AT))
                .sign(Samples.SITE);
        refused("is of the future", countersigned(late, log));
        SignedRecord farAhead = new Countersignature(receipt.digest(), Samples.siteId(), Story.AT)
                .with(new Story.SiteLog(Samples.SITE).checkpoint(Story.AT.plus(Duration.ofHours(1))))
                .sign(Samples.SITE);
        refused("is of the future", countersigned(farAhead, log));
    }

    private TransferEvidence countersigned(SignedRecord countersignature, TransferEvidence.Extract log) {
        return new TransferEvidence(
                story.receipt, countersignature, story.grant, story.manifest, story.acme, story.globex, log);
    }

    @Test
    void refusesASealOfAnotherAuthorityOrForAnotherPurpose() {
        TransferEvidence evidence = story.bySender();
        EvidenceReport stranger = EvidenceCheck.check(EvidenceFile.write(evidence, new TestAuthority(), Story.AT));
        assertTrue(stranger.wrong().toString().contains("not signed under the authority"), stranger.toString());
        EvidenceReport tls =
                EvidenceCheck.check(EvidenceFile.write(evidence, new TestAuthority("1.3.6.1.5.5.7.3.1"), Story.AT));
        assertTrue(tls.wrong().toString().contains("not for signing documents"), tls.toString());
        EvidenceReport old = EvidenceCheck.check(
                EvidenceFile.write(evidence, story.acmeAuthority, Samples.AT.minus(Duration.ofDays(9))));
        assertFalse(old.holds());
    }

    @Test
    void refusesASiteThatItsOrganisationHadRemoved() {
        OrgLog log = story.acme.log();
        OrgLog removed = log.append(
                new LogEntry.RemoveSite(log.replay().next(Samples.AT.plusSeconds(1)), Samples.siteId()), Samples.ROOT);
        TransferEvidence whole = story.bySender();
        TransferEvidence.Side side = new TransferEvidence.Side(removed, story.acme.descriptor());
        refused(
                "had removed that site",
                new TransferEvidence(whole.receipt(), null, null, null, side, whole.receiver(), whole.log()));
    }

    @Test
    void refusesContainersThatItWouldNotWrite() {
        List<Part> parts = StoredZip.read(sealed(story.bySender()));
        List<Part> renamed = new ArrayList<>(parts);
        renamed.set(1, new Part("Readme.txt", parts.get(1).content()));
        List<Part> swapped = new ArrayList<>(parts);
        swapped.set(2, parts.get(3));
        swapped.set(3, parts.get(2));
        List<Part> doubled = new ArrayList<>(parts);
        doubled.add(3, parts.get(2));
        List<Part> shorter = new ArrayList<>(parts.subList(0, parts.size() - 1));
        for (List<Part> wrong : List.of(renamed, swapped, doubled, shorter)) {
            assertFalse(EvidenceCheck.check(StoredZip.write(wrong)).holds());
        }
        for (String name : List.of("../../etc/passwd", "/etc/passwd", "a/b/c", "x\\y", ".", "a//b")) {
            Bytes zip = StoredZip.write(List.of(new Part(name, Bytes.EMPTY)));
            assertThrows(MalformedException.class, () -> StoredZip.read(zip), name);
        }
        Part part = new Part("x", Bytes.EMPTY);
        Bytes many = StoredZip.write(java.util.Collections.nCopies(33, part));
        assertThrows(MalformedException.class, () -> StoredZip.read(many));
        assertThrows(MalformedException.class, () -> StoredZip.read(Bytes.of(new byte[StoredZip.MAX_SIZE + 1])));
    }
}
