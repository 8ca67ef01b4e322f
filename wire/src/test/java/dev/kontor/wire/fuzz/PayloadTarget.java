package dev.kontor.wire.fuzz;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.util.ArrayList;
import java.util.List;

/// Payloads of all records, an organisation's log and a snapshot's index: the first byte says which, the rest is it.
public final class PayloadTarget implements FuzzTarget {
    @Override
    public String name() {
        return "payload";
    }

    @Override
    public String what() {
        return "the payload of each record, an organisation's log with its replay, a snapshot's index";
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>();
        for (int kind = 0; kind < Payload.ALL.size(); kind++) {
            for (Bytes example : Payload.ALL.get(kind).examples()) {
                seeds.add(Bytes.concat(Bytes.of((byte) kind), example).toArray());
            }
        }
        return seeds;
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        Payload kind = Payload.ALL.get(script.below(Payload.ALL.size()));
        Bytes payload = Bytes.of(script.rest());
        return FuzzTarget.unlessRefused(MalformedException.class, () -> kind.requireOneEncoding(payload));
    }
}
