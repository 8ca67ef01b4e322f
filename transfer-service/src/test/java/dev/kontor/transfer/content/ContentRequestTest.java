package dev.kontor.transfer.content;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.transfer.content.ContentRequest.Address;
import dev.kontor.wire.bytes.MalformedException;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ContentRequestTest {
    private static final String ORG = "a".repeat(51) + "q";
    private static final String BASE = ContentRequest.PREFIX + ORG + "/invoices";

    @Test
    void readsDocumentsAndFolders() {
        assertEquals("", Address.parse(BASE).path().text());
        assertFalse(Address.parse(BASE).directory());
        assertTrue(Address.parse(BASE + "/").directory());
        assertEquals("2026/ä b", Address.parse(BASE + "/2026/%C3%A4%20b").path().text());
        assertEquals("2026", Address.parse(BASE + "/2026/").path().text());
        assertTrue(Address.parse(BASE + "/2026/").directory());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/a//b",
                "/../x",
                "/%2e%2e/x",
                "/a/.",
                "/..%2fx",
                "/a%00",
                "/a%0d%0aX-Evil:%201",
                "/%zz",
                "/%",
                "/a%5cb",
                "/%ff",
                "//",
                "/a b",
                "/a?b"
            })
    void refusesTricks(String path) {
        assertThrows(MalformedException.class, () -> Address.parse(BASE + path));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "x", "x/y", "/invoices"})
    void refusesWhatNamesNoNamespace(String rest) {
        assertThrows(MalformedException.class, () -> Address.parse(ContentRequest.PREFIX + rest));
    }
}
