package dev.kontor.gateway.hello;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RouterTest {
    private static final String OWN = "a".repeat(52);
    private static final String OTHER = "b".repeat(52);

    private final Router router = new Router(OWN);

    @Test
    void sendsEachNameWhereItBelongs() {
        assertEquals(new Route.Control(), route(OWN + ".kontor"));
        assertEquals(new Route.DataPort(), route("data." + OWN + ".kontor"));
        assertEquals(new Route.Foreign(OTHER, false), route(OTHER + ".kontor"));
        assertEquals(new Route.Foreign(OTHER, true), route("data." + OTHER + ".kontor"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"kontor", "localhost", "x.kontor", "ui.", "data.kontor", "0.kontor"})
    void turnsOtherNamesAway(String name) {
        assertEquals(new Route.Turned(Refusal.UNKNOWN_NAME), route(name));
        assertEquals(new Route.Turned(Refusal.UNKNOWN_NAME), route("x." + OWN + ".kontor"));
        assertEquals(new Route.Turned(Refusal.UNKNOWN_NAME), route(OWN + ".kontor.example"));
    }

    @Test
    void turnsAwayWhoHasNoNameOrNoTls13() {
        assertEquals(
                new Route.Turned(Refusal.NO_SERVER_NAME),
                router.route(new ClientHello(Optional.empty(), List.of(), true)));
        assertEquals(
                new Route.Turned(Refusal.NO_TLS_1_3),
                router.route(new ClientHello(Optional.of(OWN + ".kontor"), List.of(), false)));
    }

    @Test
    void saysUnrecognizedNameInTlsWords() {
        assertArrayEquals(new byte[] {21, 3, 3, 0, 2, 2, 112}, Refusal.UNKNOWN_NAME.record());
        assertArrayEquals(new byte[0], Refusal.NOT_TLS.record());
        assertEquals("no-tls-1-3", Refusal.NO_TLS_1_3.label());
    }

    private Route route(String name) {
        return router.route(new ClientHello(Optional.of(name), List.of(), true));
    }
}
