package dev.kontor.discovery.dht;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import org.junit.jupiter.api.Test;

class HostPortTest {
    @Test
    void readsNamesAndBothKindsOfAddresses() {
        assertEquals(new HostPort("dht.example", 7400), HostPort.parse(" dht.example:7400 "));
        assertEquals(new HostPort("192.0.2.1", 1), HostPort.parse("192.0.2.1:1"));
        assertEquals(new HostPort("2001:db8::1", 7400), HostPort.parse("[2001:db8::1]:7400"));
    }

    @Test
    void refusesEverythingElseAndSaysWhatWouldBeRight() {
        for (String wrong : List.of("", "dht.example", "dht.example:", ":7400", "dht.example:0", "dht.example:x")) {
            IllegalArgumentException refused =
                    assertThrows(IllegalArgumentException.class, () -> HostPort.parse(wrong), wrong);
            assertTrue(String.valueOf(refused.getMessage()).contains("must be host:port"), refused.getMessage());
        }
    }
}
