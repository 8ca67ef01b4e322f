package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.log.ConsistencyProof;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.sign.SignedRecord;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/// The container: an ASiC-E (ETSI EN 319 162-1) with these files in this order, those in brackets when they are there.
///
/// ```
/// mimetype  README.txt  receipt.cose  [countersignature.cose]  [grant.cose]  [manifest.cose]
/// sender/organisation-log.cbor    sender/descriptor.cose
/// receiver/organisation-log.cbor  receiver/descriptor.cose
/// log/leaf.cbor  log/inclusion.cbor  log/checkpoint.cose  [log/consistency.cbor]
/// site-ca.pem  META-INF/ASiCManifest.xml  META-INF/signature.p7s
/// ```
///
/// @param seal the signature over the manifest, not verified yet
/// @param manifestXml what it signs
public record EvidenceFile(TransferEvidence evidence, Bytes manifestXml, CmsSignature seal) {
    /// Largest container that is read.
    public static final int MAX_SIZE = StoredZip.MAX_SIZE;

    static final String MIMETYPE = "application/vnd.etsi.asic-e+zip";

    private static final String README = "README.txt";
    private static final String RECEIPT = "receipt.cose";
    private static final String COUNTERSIGNATURE = "countersignature.cose";
    private static final String GRANT = "grant.cose";
    private static final String MANIFEST = "manifest.cose";
    private static final String ORGANISATION_LOG = "/organisation-log.cbor";
    private static final String DESCRIPTOR = "/descriptor.cose";
    private static final String LEAF = "log/leaf.cbor";
    private static final String INCLUSION = "log/inclusion.cbor";
    private static final String CHECKPOINT = "log/checkpoint.cose";
    private static final String CONSISTENCY = "log/consistency.cbor";

    /// Writes a container.
    public static Bytes write(TransferEvidence evidence, Seal seal, Instant now) {
        List<Part> parts = new ArrayList<>(files(evidence));
        parts.addFirst(new Part(README, Readme.of(evidence)));
        parts.add(new Part(Chain.FILE, Chain.pem(seal.chain().getLast())));
        Bytes manifest = ManifestXml.of(parts);
        parts.addFirst(new Part("mimetype", Bytes.utf8(MIMETYPE)));
        parts.add(new Part(ManifestXml.NAME, manifest));
        parts.add(new Part(
                CmsSignature.NAME, CmsSignature.make(manifest, seal, now).encode(manifest)));
        return StoredZip.write(parts);
    }

    private static List<Part> files(TransferEvidence evidence) {
        List<Part> files = new ArrayList<>();
        add(files, RECEIPT, evidence.receipt());
        add(files, COUNTERSIGNATURE, evidence.countersignature());
        add(files, GRANT, evidence.grant());
        add(files, MANIFEST, evidence.manifest());
        addSide(files, "sender", evidence.sender());
        addSide(files, "receiver", evidence.receiver());
        TransferEvidence.Extract log = evidence.log();
        files.add(new Part(LEAF, log.leaf().encode()));
        files.add(new Part(INCLUSION, log.inclusion().encode()));
        add(files, CHECKPOINT, log.checkpoint());
        if (log.grown() != null) {
            files.add(new Part(CONSISTENCY, log.grown().encode()));
        }
        return files;
    }

    private static void addSide(List<Part> files, String name, TransferEvidence.Side side) {
        files.add(new Part(name + ORGANISATION_LOG, side.log().encode()));
        add(files, name + DESCRIPTOR, side.descriptor());
    }

    private static void add(List<Part> files, String name, @Nullable SignedRecord record) {
        if (record != null) {
            files.add(new Part(name, record.encoded()));
        }
    }

    /// Reads a container and believes nothing of it: every byte is where the writer puts it, every file as the manifest
    /// lists it, every record of the right form.
    ///
    /// @throws MalformedException when that is not so
    public static EvidenceFile read(Bytes container) {
        List<Part> parts = StoredZip.read(container);
        Map<String, Bytes> files = new LinkedHashMap<>();
        for (Part part : parts) {
            if (files.put(part.name(), part.content()) != null) {
                throw new MalformedException(0, "two files called " + part.name());
            }
        }
        if (parts.size() < 3
                || !parts.getFirst().equals(new Part("mimetype", Bytes.utf8(MIMETYPE)))
                || !parts.get(parts.size() - 2).name().equals(ManifestXml.NAME)
                || !parts.getLast().name().equals(CmsSignature.NAME)) {
            throw new MalformedException(0, "no container of evidence");
        }
        Bytes manifest = parts.get(parts.size() - 2).content();
        List<Part> listed = parts.subList(1, parts.size() - 2);
        if (!ManifestXml.of(listed).equals(manifest)) {
            throw new MalformedException(0, "the files are not those that " + ManifestXml.NAME + " lists");
        }
        CmsSignature seal = CmsSignature.parse(parts.getLast().content(), manifest);
        TransferEvidence evidence = evidence(files);
        requireNothingElse(evidence, seal, listed);
        return new EvidenceFile(evidence, manifest, seal);
    }

    private static TransferEvidence evidence(Map<String, Bytes> files) {
        return new TransferEvidence(
                required(files, RECEIPT, SignedRecord::parse),
                optional(files, COUNTERSIGNATURE, SignedRecord::parse),
                optional(files, GRANT, SignedRecord::parse),
                optional(files, MANIFEST, SignedRecord::parse),
                side(files, "sender"),
                side(files, "receiver"),
                new TransferEvidence.Extract(
                        required(files, LEAF, LogLeaf::decode),
                        required(files, INCLUSION, InclusionProof::decode),
                        required(files, CHECKPOINT, SignedRecord::parse),
                        optional(files, CONSISTENCY, ConsistencyProof::decode)));
    }

    private static TransferEvidence.Side side(Map<String, Bytes> files, String name) {
        return new TransferEvidence.Side(
                required(files, name + ORGANISATION_LOG, OrgLog::decode),
                required(files, name + DESCRIPTOR, SignedRecord::parse));
    }

    private static <T> T required(Map<String, Bytes> files, String name, Function<Bytes, T> read) {
        T value = optional(files, name, read);
        if (value == null) {
            throw new MalformedException(0, name + " is missing");
        }
        return value;
    }

    private static <T> @Nullable T optional(Map<String, Bytes> files, String name, Function<Bytes, T> read) {
        Bytes content = files.get(name);
        return content == null ? null : read.apply(content);
    }

    private static void requireNothingElse(TransferEvidence evidence, CmsSignature seal, List<Part> listed) {
        List<Part> known = new ArrayList<>(files(evidence));
        known.add(new Part(Chain.FILE, Chain.pem(seal.chain().getLast())));
        if (!listed.getFirst().name().equals(README)
                || !listed.subList(1, listed.size()).equals(known)) {
            throw new MalformedException(0, "a file that is not one of evidence, or in another order");
        }
    }
}
