package dev.kontor.launcher.signin;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Map;
import org.junit.jupiter.api.Test;

final class RealmTemplateTest {
    @Test
    void fillsKnownNamesAndLeavesKeycloaksOwn() {
        var template = new RealmTemplate("{\"realm\":\"${realm}\",\"name\":\"${role_default-roles}\"}");
        assertEquals(
                "{\"realm\":\"acme\",\"name\":\"${role_default-roles}\"}", template.render(Map.of("realm", "acme")));
    }

    @Test
    void quotesWhatJsonNeedsQuoted() {
        assertEquals("\"a\\\"b\\\\c$1\"", new RealmTemplate("\"${x}\"").render(Map.of("x", "a\"b\\c$1")));
        assertThrows(
                IllegalArgumentException.class, () -> new RealmTemplate("${x}").render(Map.of("x", "line\nbreak")));
    }

    @Test
    void knowsItsClients() {
        var template = new RealmTemplate("{\"clients\":[{\"clientId\" : \"kontor-cli\"}]}");
        assertTrue(template.hasClient("kontor-cli"));
        assertFalse(template.hasClient("kontor"));
    }
}
