package dev.kontor.gateway.doctor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class LastPollTest {
    private static final LastPoll NO_ROOM = failed("invoices", "transfer-refused", "the disk is full");
    private static final LastPoll NO_ROOM_EITHER = failed("prices", "transfer-refused", "the disk is full");
    private static final LastPoll NO_SOURCE = failed("stock", "source-unreachable", "connection refused");

    @Test
    void tellsAReasonThatSeveralShareOnce() {
        assertEquals(
                "invoices since 10:00, prices since 10:00: the disk is full; stock since 10:00: connection refused",
                LastPoll.told(List.of(NO_ROOM, NO_ROOM_EITHER, NO_SOURCE)));
    }

    @Test
    void doesNotSendAnybodyToTheSourceWhenOurOwnDiskIsFull() {
        assertFalse(LastPoll.action(List.of(NO_ROOM, NO_ROOM_EITHER)).contains("Mend the source"));
        assertFalse(LastPoll.action(List.of(NO_SOURCE)).contains("transfer-service"));
        String both = LastPoll.action(List.of(NO_ROOM, NO_SOURCE));
        assertTrue(both.contains("transfer-service") && both.contains("Mend the source"), both);
    }

    private static LastPoll failed(String namespace, String reason, String detail) {
        return new LastPoll(namespace, "10:00", true, reason, detail);
    }
}
