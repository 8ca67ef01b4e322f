package dev.kontor.wire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.cbor.CborReader;
import java.util.ArrayList;
import java.util.List;

/// Any deterministic CBOR, whatever it means: what all records are made of.
public final class CborTarget implements FuzzTarget {
    @Override
    public String name() {
        return "cbor";
    }

    @Override
    public String what() {
        return "deterministic CBOR of any kind";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (Payload payload : Payload.ALL) {
            if (payload.type().isPresent()) {
                payload.examples().forEach(example -> seeds.add(example.toArray()));
            }
        }
        seeds.add(Bytes.fromHex("8d0017181818ff1901001a000100001b0000000100000000203818f4f5f6c240")
                .toArray());
        return seeds;
    }

    @Override
    public boolean accepts(byte[] input) {
        Bytes bytes = Bytes.of(input);
        return FuzzTarget.unlessRefused(
                MalformedException.class,
                () -> assertEquals(bytes, CborReader.decode(bytes, CborReader::readItem), "an item is all its bytes"));
    }
}
