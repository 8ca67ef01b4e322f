package dev.kontor.wire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.InclusionProof;
import dev.kontor.wire.content.Manifest;
import dev.kontor.wire.content.SnapshotIndex;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.OrganisationNotice;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.grant.Grant;
import dev.kontor.wire.grant.Revocation;
import dev.kontor.wire.grant.Ticket;
import dev.kontor.wire.log.Checkpoint;
import dev.kontor.wire.log.ConsistencyProof;
import dev.kontor.wire.log.LogLeaf;
import dev.kontor.wire.org.Cosignature;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import java.util.List;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.stream.Stream;

/// Something with a codec of its own: how it is read and written back, and examples.
///
/// @param type of the records that carry it, if any does
record Payload(Optional<RecordType> type, UnaryOperator<Bytes> readAndWrite, List<Bytes> examples) {
    /// Their places in this list are what fuzz input says; new ones come last.
    static final List<Payload> ALL = List.of(
            new Payload(
                    Optional.of(RecordType.LOG_ENTRY),
                    bytes -> LogEntry.decode(bytes).encode(),
                    Stream.concat(Samples.wholeLog().records().stream(), Samples.sharedLog().records().stream())
                            .map(SignedRecord::payload)
                            .toList()),
            of(
                    RecordType.ENDORSEMENT,
                    bytes -> Endorsement.decode(bytes).encode(),
                    Samples.endorsement().encode()),
            of(
                    RecordType.DESCRIPTOR,
                    bytes -> Descriptor.decode(bytes).encode(),
                    Samples.descriptor().encode()),
            of(
                    RecordType.NAME_ANNOUNCEMENT,
                    bytes -> NameAnnouncement.decode(bytes).encode(),
                    Samples.nameAnnouncement().encode()),
            of(
                    RecordType.PROVIDER,
                    bytes -> Provider.decode(bytes).encode(),
                    Samples.provider().encode()),
            of(
                    RecordType.MANIFEST,
                    bytes -> Manifest.decode(bytes).encode(),
                    Samples.manifest().encode()),
            of(
                    RecordType.GRANT,
                    bytes -> Grant.decode(bytes).encode(),
                    Samples.grant().encode()),
            of(
                    RecordType.REVOCATION,
                    bytes -> Revocation.decode(bytes).encode(),
                    Samples.revocation().encode()),
            of(
                    RecordType.TICKET,
                    bytes -> Ticket.decode(bytes).encode(),
                    Samples.ticket().encode()),
            of(
                    RecordType.RECEIPT,
                    bytes -> Receipt.decode(bytes).encode(),
                    Samples.receipt().encode()),
            of(
                    RecordType.COUNTERSIGNATURE,
                    bytes -> Countersignature.decode(bytes).encode(),
                    Samples.countersignature().encode()),
            new Payload(
                    Optional.empty(),
                    bytes -> SnapshotIndex.decode(bytes).encode(),
                    List.of(Samples.index().encode())),
            new Payload(
                    Optional.empty(),
                    Payload::log,
                    List.of(
                            Samples.newLog().encode(),
                            Samples.wholeLog().encode(),
                            Samples.sharedLog().encode())),
            of(
                    RecordType.CHECKPOINT,
                    bytes -> Checkpoint.decode(bytes).encode(),
                    Samples.checkpoint().encode()),
            new Payload(
                    Optional.empty(),
                    bytes -> LogLeaf.decode(bytes).encode(),
                    Samples.leaves().stream().map(LogLeaf::encode).toList()),
            new Payload(
                    Optional.empty(),
                    bytes -> ConsistencyProof.decode(bytes).encode(),
                    List.of(new ConsistencyProof(2, 3, List.of(Samples.secret("hash"))).encode())),
            new Payload(
                    Optional.empty(),
                    bytes -> InclusionProof.decode(bytes).encode(),
                    List.of(new InclusionProof(2, 3, List.of(Samples.secret("hash"))).encode())),
            of(
                    RecordType.COSIGNATURE,
                    bytes -> Cosignature.decode(bytes).encode(),
                    new Cosignature(Samples.secret("entry")).encode()),
            of(
                    RecordType.NOTICE,
                    bytes -> OrganisationNotice.decode(bytes).encode(),
                    Samples.organisationNotice().encode()));

    Payload {
        examples = List.copyOf(examples);
    }

    private static Payload of(RecordType type, UnaryOperator<Bytes> readAndWrite, Bytes example) {
        return new Payload(Optional.of(type), readAndWrite, List.of(example));
    }

    /// What records of a type carry; nothing when no codec of this module reads it.
    static Optional<Payload> of(RecordType type) {
        RecordType read = type == RecordType.INCEPTION ? RecordType.LOG_ENTRY : type;
        return ALL.stream()
                .filter(payload -> payload.type.equals(Optional.of(read)))
                .findFirst();
    }

    private static Bytes log(Bytes bytes) {
        OrgLog log = OrgLog.decode(bytes);
        Bytes written = log.encode();
        log.replay();
        return written;
    }

    /// Refuses, or reads what it would write.
    void requireOneEncoding(Bytes bytes) {
        assertEquals(bytes, readAndWrite.apply(bytes), "two encodings of one value");
    }
}
