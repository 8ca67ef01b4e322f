package dev.kontor.discovery.node;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.testkit.fuzz.Script;
import java.util.ArrayList;
import java.util.List;

/// A whole node and what happens to it, as a list of instructions: datagrams, answers to what it asked, time that
/// passes, and wishes of its own site. [Siege] performs them and says what must hold after each.
public final class NodeTarget implements FuzzTarget {
    /// Our choice: enough for a table, a look-up and a few kept records.
    private static final int MOST_STEPS = 200;

    @Override
    public String name() {
        return "node";
    }

    @Override
    public String what() {
        return "a whole DHT node: datagrams in sequence, answers to its requests, time that passes";
    }

    @Override
    public int mutations() {
        return 1_000;
    }

    @Override
    public int longest() {
        return 16_384;
    }

    @Override
    public List<byte[]> seeds() {
        List<byte[]> seeds = new ArrayList<>(SiegePlans.datagrams());
        seeds.addAll(SiegePlans.lives());
        return seeds;
    }

    @Override
    public boolean accepts(byte[] input) {
        Script script = new Script(input);
        Siege siege = new Siege();
        for (int step = 0; step < MOST_STEPS && script.more(); step++) {
            siege.perform(script);
        }
        return true;
    }
}
