package dev.kontor.gateway.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.Generator;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RequestPathTest {
    @ParameterizedTest
    @ValueSource(
            strings = {
                "/",
                "/sites",
                "/sites/",
                "/sites/a.b/c/d%20e.xml",
                "/a/b~c_d-e/%C3%A4",
                "/.well-known/kontor",
                "/a/..b/c.."
            })
    void acceptsPlainPaths(String path) {
        assertEquals(Optional.empty(), RequestPath.fault(path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                "x",
                "//",
                "/a//b",
                "/a/../b",
                "/..",
                "/a/.",
                "/%2e%2e/a",
                "/.%2e/a",
                "/a%2fb",
                "/a%2Fb",
                "/a%5cb",
                "/a\\b",
                "/a%00",
                "/a%0d%0aSet-Cookie:x",
                "/a%7f",
                "/%",
                "/%4",
                "/%zz",
                "/%ff",
                "/%c0%ae%c0%ae/",
                "/a b",
                "/a\u0000b",
                "/ä",
                "/a;b|c",
                "/<x>"
            })
    void refusesTricks(String path) {
        assertTrue(RequestPath.fault(path).isPresent(), path);
    }

    @Test
    void refusesOverlongPaths() {
        assertTrue(RequestPath.fault("/" + "a".repeat(RequestPath.LONGEST)).isPresent());
    }

    @Test
    void neverThrows() {
        Generator.check(10_000, generator -> RequestPath.fault("/" + generator.text(60)));
    }
}
