package dev.kontor.wire.grant;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.wire.Samples;
import dev.kontor.wire.bytes.MalformedException;
import java.time.Instant;
import org.junit.jupiter.api.Test;

class TicketTest {
    @Test
    void believesTheOriginsSignatureOnly() {
        Ticket ticket = Samples.ticket();
        assertEquals(ticket, Ticket.verified(ticket.sign(Samples.SITE), Samples.SITE.verifyKey()));
        assertThrows(
                MalformedException.class,
                () -> Ticket.verified(ticket.sign(Samples.OTHER_SITE), Samples.SITE.verifyKey()));
        assertThrows(
                MalformedException.class,
                () -> Ticket.verified(ticket.sign(Samples.OTHER_SITE), Samples.OTHER_SITE.verifyKey()));
    }

    @Test
    void isGoodForAMinuteAndNotForLonger() {
        Ticket ticket = Samples.ticket();
        Instant end = ticket.expiresAt();
        assertTrue(ticket.valid(end.minusSeconds(1)));
        assertTrue(ticket.valid(end.minusSeconds(60)));
        assertFalse(ticket.valid(end));
        assertFalse(ticket.valid(end.minusSeconds(91)));
    }
}
