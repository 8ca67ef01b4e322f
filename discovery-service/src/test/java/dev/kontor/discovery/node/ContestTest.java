package dev.kontor.discovery.node;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.discovery.lookup.Goal;
import dev.kontor.discovery.routing.Key;
import dev.kontor.discovery.simulation.Conditions;
import dev.kontor.discovery.simulation.Conduct;
import dev.kontor.discovery.simulation.VirtualNetwork;
import dev.kontor.discovery.simulation.VirtualNode;
import dev.kontor.discovery.store.KeptRecord;
import dev.kontor.wire.bytes.Bytes;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;

/// Two nodes publish with the key of one site, such as a machine and its copy.
class ContestTest {
    private final VirtualNetwork network = new VirtualNetwork(1, Conditions.ROUGH, false);
    private final List<VirtualNode> nodes = new ArrayList<>();
    private final Key key;
    private final Bytes publisher;

    ContestTest() {
        for (int i = 0; i < 40; i++) {
            nodes.add(network.join(Conduct.HONEST, false));
            network.run(Duration.ofSeconds(1));
        }
        network.run(Duration.ofMinutes(2));
        key = Key.random(network.random());
        publisher = nodes.getFirst().engine().id().bytes();
    }

    private void publish(VirtualNode node, long sequence, @Nullable Long expected) {
        KeptRecord record =
                network.records().issue(key, publisher, sequence, network.now().plus(Duration.ofHours(24)), 900);
        node.publish(_ -> {}, new Publication(key, record.signed(), expected));
        network.run(Duration.ofMinutes(1));
    }

    private List<Long> found() {
        List<Long> sequences = new ArrayList<>();
        nodes.getLast()
                .lookUp(
                        key,
                        Goal.ONE_PUBLISHER,
                        done -> done.report().records().forEach(record -> sequences.add(record.sequence())));
        network.run(Duration.ofSeconds(10));
        return sequences;
    }

    @Test
    void isToldThatACopyPublishesAndIsHeardAllTheSame() {
        VirtualNode original = nodes.get(0);
        VirtualNode copy = nodes.get(1);
        publish(original, 1, null);
        publish(copy, 5, 1L);
        assertEquals(0, copy.contested(), "the copy knows what the original last said");
        publish(original, 9, 1L);
        assertTrue(original.contested() > 0);
        assertEquals(List.of(9L), found());
    }

    @Test
    void isNotToldSoWhenItOnlyChangesItsMind() {
        VirtualNode original = nodes.get(0);
        publish(original, 1, null);
        publish(original, 2, 1L);
        publish(original, 3, 2L);
        assertEquals(0, original.contested());
        assertEquals(List.of(3L), found());
    }
}
