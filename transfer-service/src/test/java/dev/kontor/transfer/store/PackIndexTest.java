package dev.kontor.transfer.store;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.Generator;
import dev.kontor.transfer.store.PackIndex.Place;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.content.PieceId;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class PackIndexTest {
    @Test
    void behavesLikeAMap() {
        Generator.check(20, generator -> {
            PackIndex index = new PackIndex();
            Map<PieceId, Place> map = new HashMap<>();
            List<PieceId> ids = new ArrayList<>();
            for (int i = 0; i < 3000; i++) {
                ids.add(new PieceId(Bytes.of(generator.bytes(PieceId.SIZE))));
            }
            for (int step = 0; step < 20_000; step++) {
                PieceId id = ids.get(generator.between(0, ids.size() - 1));
                Place place = new Place(step, generator.between(0, 1000), generator.between(1, 1000), step);
                switch (generator.between(0, 4)) {
                    case 0, 1 -> assertEquals(map.putIfAbsent(id, place) == null, index.putIfAbsent(id, place));
                    case 2 -> {
                        Place before = map.remove(id);
                        assertEquals(before == null ? 0 : before.length(), index.remove(id));
                    }
                    case 3 -> {
                        Place before = map.get(id);
                        assertEquals(before != null, before != null && index.remove(id, before));
                        map.remove(id);
                    }
                    default -> {
                        Place before = map.get(id);
                        assertEquals(before != null, index.need(id, step));
                        if (before != null) {
                            map.put(id, new Place(before.pack(), before.offset(), before.length(), step));
                        }
                    }
                }
            }
            assertEquals(map.size(), index.size());
            for (PieceId id : ids) {
                assertEquals(Optional.ofNullable(map.get(id)), index.find(id));
            }
        });
    }
}
