package dev.kontor.wire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.descriptor.Descriptor;
import dev.kontor.wire.descriptor.NameAnnouncement;
import dev.kontor.wire.descriptor.Provider;
import dev.kontor.wire.sign.SignedRecord;
import java.util.List;
import java.util.stream.Stream;

/// Whole signed records as they come off the wire.
public final class RecordTarget implements FuzzTarget {
    @Override
    public String name() {
        return "record";
    }

    @Override
    public String what() {
        return "signed records: the COSE_Sign1 envelope, its payload, and the checks of a descriptor";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.concat(
                        Samples.wholeLog().records().stream(),
                        Stream.of(
                                Samples.endorsement().sign(Samples.ROOT),
                                Samples.descriptor().sign(Samples.SITE),
                                Samples.nameAnnouncement().sign(Samples.SITE),
                                Samples.manifest().sign(Samples.SITE),
                                Samples.grant().sign(Samples.SITE),
                                Samples.revocation().sign(Samples.SITE),
                                Samples.ticket().sign(Samples.SITE),
                                Samples.signedReceipt(),
                                Samples.countersignature().sign(Samples.SITE)))
                .map(record -> record.encoded().toArray())
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        return FuzzTarget.unlessRefused(MalformedException.class, () -> read(Bytes.of(input)));
    }

    private static void read(Bytes input) {
        SignedRecord record = SignedRecord.parse(input);
        assertEquals(input, record.encoded(), "two encodings of one record");
        Payload.of(record.type()).ifPresent(payload -> payload.requireOneEncoding(record.payload()));
        switch (record.type()) {
            case DESCRIPTOR -> assertTrue(isAnswered(Descriptor.verify(record, Samples.AT)));
            case NAME_ANNOUNCEMENT -> assertTrue(isAnswered(NameAnnouncement.verify(record, Samples.AT)));
            case PROVIDER -> assertTrue(isAnswered(Provider.verify(record, Samples.AT)));
            default -> {}
        }
    }

    private static boolean isAnswered(Object verdict) {
        return !verdict.toString().isEmpty();
    }
}
