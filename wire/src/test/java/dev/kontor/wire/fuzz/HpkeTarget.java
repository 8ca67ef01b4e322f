package dev.kontor.wire.fuzz;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Hpke;
import dev.kontor.wire.crypto.HpkePublicKey;
import dev.kontor.wire.crypto.Sealed;
import java.util.List;

/// What is said to be sealed to our key, and keys that others say are theirs: the first byte says which.
public final class HpkeTarget implements FuzzTarget {
    private static final Bytes INFO = Bytes.utf8("kontor sample info");
    /// The first of the golden vectors: encapsulated key, then ciphertext.
    private static final String SEALED = "71d85d85f97ad44997043ddb9d176c3058f25fb5a28ff7ca0c2e4ba71a116a71"
            + "5ec29e0e31f51e4d44cdb3f6dc193b79b290ee57b85f327411faaba003fa0707c65f0bcf20d4b08af928a85859d5dfdc";

    @Override
    public String name() {
        return "hpke";
    }

    @Override
    public String what() {
        return "sealed keys: the encapsulated key and the ciphertext, and public keys to seal to";
    }

    @Override
    public int mutations() {
        return 1_000;
    }

    @Override
    public List<byte[]> seeds() {
        return List.of(
                Bytes.concat(Bytes.of((byte) 0), Bytes.fromHex(SEALED)).toArray(),
                Bytes.concat(Bytes.of((byte) 1), Samples.HPKE.publicKey().bytes())
                        .toArray());
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        return script.below(2) == 0
                ? FuzzTarget.unlessRefused(MalformedException.class, () -> open(script))
                : FuzzTarget.unlessRefused(MalformedException.class, () -> seal(script));
    }

    private static void open(Script script) {
        Sealed sealed = new Sealed(Bytes.of(script.take(HpkePublicKey.SIZE)), Bytes.of(script.rest()));
        assertEquals(Samples.SNAPSHOT_KEY.bytes(), Hpke.open(Samples.HPKE, INFO, Bytes.EMPTY, sealed));
    }

    private static void seal(Script script) {
        HpkePublicKey key = new HpkePublicKey(Bytes.of(script.fill(HpkePublicKey.SIZE)));
        Sealed sealed = Hpke.seal(key, INFO, Bytes.EMPTY, Samples.SNAPSHOT_KEY.bytes());
        assertEquals(HpkePublicKey.SIZE, sealed.enc().size());
    }
}
