package dev.kontor.discovery.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNull;

import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class BacklogTest {
    private static final int SHARE = 3;

    private final Backlog backlog = new Backlog(SHARE);

    private static Backlog.Waiting from(int address, int port) {
        Bytes ip = Bytes.of(new byte[] {10, (byte) (address >> 16), (byte) (address >> 8), (byte) address});
        return new Backlog.Waiting(new NodeAddress(ip, port), Bytes.utf8("datagram " + port));
    }

    @Test
    void givesThemOutInTheirOrder() {
        backlog.offer(from(1, 1));
        backlog.offer(from(2, 2));
        assertEquals(from(1, 1), backlog.take());
        assertEquals(from(2, 2), backlog.take());
        assertNull(backlog.take());
    }

    @Test
    void saysWhichOneIsTheFirstAfterTheEnd() {
        assertEquals(Backlog.Offer.FIRST, backlog.offer(from(1, 1)));
        assertEquals(Backlog.Offer.QUEUED, backlog.offer(from(1, 2)));
        backlog.take();
        backlog.take();
        assertEquals(Backlog.Offer.QUEUED, backlog.offer(from(1, 3)));
        backlog.take();
        assertNull(backlog.take());
        assertEquals(Backlog.Offer.FIRST, backlog.offer(from(1, 4)));
    }

    @Test
    void anAddressHasItsShareWhateverItsPortAndOthersHaveTheirs() {
        IntStream.range(0, SHARE).forEach(port -> backlog.offer(from(1, 1 + port)));
        assertEquals(Backlog.Offer.REFUSED, backlog.offer(from(1, 99)));
        assertEquals(Backlog.Offer.QUEUED, backlog.offer(from(2, 1)));
        backlog.take();
        assertEquals(Backlog.Offer.QUEUED, backlog.offer(from(1, 99)));
    }

    @Test
    void isBoundedWhoeverSends() {
        long taken = IntStream.range(0, 100_000)
                .filter(address -> backlog.offer(from(address, 1)) != Backlog.Offer.REFUSED)
                .count();
        assertEquals(4_096, taken);
    }
}
