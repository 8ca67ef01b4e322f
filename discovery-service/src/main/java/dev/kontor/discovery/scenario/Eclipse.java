package dev.kontor.discovery.scenario;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.discovery.simulation.Conduct;
import dev.kontor.discovery.simulation.Passport;
import dev.kontor.discovery.simulation.VirtualNetwork;
import dev.kontor.discovery.simulation.VirtualNode;
import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.util.List;
import java.util.Map;

/// Two hundred nodes in ten subnets crowd around one key, before its record is published. They join as everybody does,
/// answer plausibly, name only each other, and keep nothing.
final class Eclipse {
    private static final int SYBILS = 200;
    private static final int SUBNETS = 10;

    private final VirtualNetwork network;
    private final Tally tally;
    private final Map<String, Number> extras;

    Eclipse(VirtualNetwork network, Tally tally, Map<String, Number> extras) {
        this.network = network;
        this.tally = tally;
        this.extras = extras;
    }

    void play(int gets) {
        List<VirtualNode> honest = List.copyOf(network.up());
        Edition edition =
                new Edition(network, honest.get(network.random().nextInt(honest.size())), Key.random(network.random()));
        crowd(edition.key());
        edition.publish();
        network.run(Duration.ofMinutes(2));
        Tally partners = new Tally();
        for (int i = 0; i < gets; i++) {
            VirtualNode reader = honest.get(network.random().nextInt(honest.size()));
            network.after(Duration.ofMillis(50L * i), () -> get(edition, reader, tally, List.of()));
        }
        network.run(Duration.ofMillis(50L * gets).plusSeconds(10));
        VirtualNode owner = edition.owner();
        for (int i = 0; i < Math.min(gets, 500); i++) {
            VirtualNode reader = honest.get(network.random().nextInt(honest.size()));
            network.after(Duration.ofMillis(50L * i), () -> get(edition, reader, partners, List.of(owner)));
        }
        network.run(Duration.ofMillis(50L * gets).plusSeconds(10));
        extras.put("partnerGets", partners.gets());
        extras.put("partnerFound", partners.found());
    }

    private static void get(Edition edition, VirtualNode reader, Tally into, List<VirtualNode> known) {
        long expected = edition.settled();
        reader.lookUp(
                edition.key(),
                Goal.ONE_PUBLISHER,
                known,
                done -> into.add(done, edition.judge(done.report().records(), expected)));
    }

    private void crowd(Key key) {
        int bits = 34 - Integer.numberOfLeadingZeros(network.up().size());
        int tried = 0;
        for (int i = 0; i < SYBILS; ) {
            Passport passport = network.passport();
            tried++;
            if (key.commonPrefix(passport.point()) >= bits) {
                byte[] ip = {(byte) 150, 1, (byte) (i % SUBNETS), (byte) (1 + i / SUBNETS)};
                NodeAddress address = new NodeAddress(Bytes.of(ip), 7400);
                network.after(
                        Duration.ofMillis(200L * i), () -> network.join(passport, address, Conduct.COLLUDER, false));
                i++;
            }
        }
        extras.put("keysTriedByAttacker", tried);
        network.run(Duration.ofMillis(200L * SYBILS).plusMinutes(5));
    }
}
