package dev.kontor.wire;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.HostileBytes;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
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
import dev.kontor.wire.org.Cosignature;
import dev.kontor.wire.org.Endorsement;
import dev.kontor.wire.org.LogEntry;
import dev.kontor.wire.org.OrgLog;
import dev.kontor.wire.receipt.Countersignature;
import dev.kontor.wire.receipt.Receipt;
import dev.kontor.wire.sign.RecordType;
import dev.kontor.wire.sign.SignedRecord;
import dev.kontor.wire.sign.SigningKey;
import java.util.function.Function;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/// What holds for the codec of every record alike.
class RecordCodecTest {
    /// A payload with its codec and the key that signs it.
    record Codec<T>(
            String name,
            T value,
            Function<T, Bytes> encode,
            Function<Bytes, T> decode,
            RecordType type,
            SigningKey key) {
        Bytes encoded() {
            return encode.apply(value);
        }

        SignedRecord signed() {
            return SignedRecord.sign(type, encoded(), key);
        }

        void decodeAndEncodeSame(byte[] bytes) {
            Bytes input = Bytes.of(bytes);
            assertEquals(input, encode.apply(decode.apply(input)), "two encodings of one value");
        }

        @Override
        public String toString() {
            return name;
        }
    }

    static Stream<Codec<?>> codecs() {
        Stream<Codec<?>> entries = Samples.wholeLog().records().stream().map(RecordCodecTest::entry);
        Stream<Codec<?>> shared = Samples.sharedLog().records().stream().skip(2).map(RecordCodecTest::entry);
        return Stream.concat(Stream.concat(entries, shared), statements());
    }

    private static Stream<Codec<?>> statements() {
        SigningKey site = Samples.SITE;
        return Stream.of(
                new Codec<>(
                        "endorsement",
                        Samples.endorsement(),
                        Endorsement::encode,
                        Endorsement::decode,
                        RecordType.ENDORSEMENT,
                        Samples.ROOT),
                new Codec<>(
                        "cosignature",
                        new Cosignature(Samples.newLog().inception().digest()),
                        Cosignature::encode,
                        Cosignature::decode,
                        RecordType.COSIGNATURE,
                        Samples.ROOT),
                new Codec<>(
                        "notice",
                        Samples.organisationNotice(),
                        OrganisationNotice::encode,
                        OrganisationNotice::decode,
                        RecordType.NOTICE,
                        site),
                new Codec<>(
                        "descriptor",
                        Samples.descriptor(),
                        Descriptor::encode,
                        Descriptor::decode,
                        RecordType.DESCRIPTOR,
                        site),
                new Codec<>(
                        "name announcement",
                        Samples.nameAnnouncement(),
                        NameAnnouncement::encode,
                        NameAnnouncement::decode,
                        RecordType.NAME_ANNOUNCEMENT,
                        site),
                new Codec<>(
                        "provider", Samples.provider(), Provider::encode, Provider::decode, RecordType.PROVIDER, site),
                new Codec<>(
                        "manifest", Samples.manifest(), Manifest::encode, Manifest::decode, RecordType.MANIFEST, site),
                new Codec<>("grant", Samples.grant(), Grant::encode, Grant::decode, RecordType.GRANT, site),
                new Codec<>(
                        "revocation",
                        Samples.revocation(),
                        Revocation::encode,
                        Revocation::decode,
                        RecordType.REVOCATION,
                        site),
                new Codec<>("ticket", Samples.ticket(), Ticket::encode, Ticket::decode, RecordType.TICKET, site),
                new Codec<>(
                        "receipt",
                        Samples.receipt(),
                        Receipt::encode,
                        Receipt::decode,
                        RecordType.RECEIPT,
                        Samples.OTHER_SITE),
                new Codec<>(
                        "countersignature",
                        Samples.countersignature(),
                        Countersignature::encode,
                        Countersignature::decode,
                        RecordType.COUNTERSIGNATURE,
                        site),
                new Codec<>(
                        "receipt with a checkpoint",
                        Samples.receipt().with(Samples.otherCheckpoint().sign(Samples.OTHER_SITE)),
                        Receipt::encode,
                        Receipt::decode,
                        RecordType.RECEIPT,
                        Samples.OTHER_SITE),
                new Codec<>(
                        "countersignature with a checkpoint",
                        Samples.countersignature().with(Samples.checkpoint().sign(site)),
                        Countersignature::encode,
                        Countersignature::decode,
                        RecordType.COUNTERSIGNATURE,
                        site),
                new Codec<>(
                        "checkpoint",
                        Samples.checkpoint(),
                        Checkpoint::encode,
                        Checkpoint::decode,
                        RecordType.CHECKPOINT,
                        site));
    }

    private static Codec<LogEntry> entry(SignedRecord record) {
        LogEntry entry = LogEntry.decode(record.payload());
        SigningKey key = Stream.of("root", "next root", "root one", "root three", "next one", "next three")
                .map(Samples::key)
                .filter(candidate -> record.kid().equals(candidate.verifyKey().kid()))
                .findFirst()
                .orElseThrow();
        return new Codec<>(
                entry.getClass().getSimpleName(), entry, LogEntry::encode, LogEntry::decode, record.type(), key);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    <T> void readsWhatItWrote(Codec<T> codec) {
        assertEquals(codec.value(), codec.decode().apply(codec.encoded()));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void writesDeterministicCbor(Codec<?> codec) {
        assertEquals(codec.encoded(), CborReader.decode(codec.encoded(), CborReader::readItem));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesPayloadsOfAnotherLengthAndSurvivesNoise(Codec<?> codec) {
        HostileBytes.against(codec.encoded().toArray(), codec::decodeAndEncodeSame, MalformedException.class)
                .refusesWrongLengths()
                .survivesNoise(2000);
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesASignedRecordWithAnyOneBitFlipped(Codec<?> codec) {
        SignedRecord record = codec.signed();
        HostileBytes.against(
                        record.encoded().toArray(),
                        bytes -> SignedRecord.parse(Bytes.of(bytes))
                                .verifiedPayload(codec.key().verifyKey(), codec.type()),
                        MalformedException.class)
                .refusesWrongLengths()
                .refusesEveryBitFlip();
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void isWorthNothingUnderAnotherTypeOrKey(Codec<?> codec) {
        SignedRecord record = SignedRecord.parse(codec.signed().encoded());
        assertTrue(record.verify(codec.key().verifyKey(), codec.type()));
        for (RecordType other : RecordType.values()) {
            assertEquals(other == codec.type(), record.verify(codec.key().verifyKey(), other));
        }
        assertFalse(record.verify(Samples.key("stranger").verifyKey(), codec.type()));
        SignedRecord relabelled =
                SignedRecord.assemble(RecordType.PAIRING, record.kid(), record.payload(), record.signature());
        assertFalse(relabelled.verify(codec.key().verifyKey(), RecordType.PAIRING));
    }

    @ParameterizedTest
    @MethodSource("codecs")
    void refusesAnUnknownVersion(Codec<?> codec) {
        byte[] bytes = codec.encoded().toArray();
        assertEquals(1, bytes[2], "the version stands first");
        bytes[2] = 2;
        assertThrows(MalformedException.class, () -> codec.decode().apply(Bytes.of(bytes)));
    }

    @Test
    void readsWholeLogsAndIndexesAndSurvivesNoise() {
        HostileBytes.against(
                        Samples.newLog().encode().toArray(),
                        bytes -> OrgLog.decode(Bytes.of(bytes)).replay(),
                        MalformedException.class)
                .refusesWrongLengths()
                .refusesEveryBitFlip();
        HostileBytes.against(
                        Samples.sharedLog().encode().toArray(),
                        bytes -> OrgLog.decode(Bytes.of(bytes)).replay(),
                        MalformedException.class)
                .refusesWrongLengths()
                .survivesNoise(500);
        HostileBytes.against(
                        Samples.index().encode().toArray(),
                        bytes -> assertEquals(
                                Bytes.of(bytes),
                                SnapshotIndex.decode(Bytes.of(bytes)).encode()),
                        MalformedException.class)
                .refusesWrongLengths()
                .survivesNoise(2000);
    }
}
