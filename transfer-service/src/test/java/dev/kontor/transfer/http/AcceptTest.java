package dev.kontor.transfer.http;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class AcceptTest {
    private static final List<String> OFFERED = List.of("application/json", "text/html", "application/x-tar");

    private static Optional<String> choose(String field) {
        return Accept.parse(Optional.of(field)).choose(OFFERED);
    }

    @Test
    void acceptsAnythingWithoutAField() {
        assertEquals(
                Optional.of("application/json"), Accept.parse(Optional.empty()).choose(OFFERED));
        assertEquals(Optional.of("application/json"), choose("*/*"));
        assertEquals(Optional.of("application/json"), choose(""));
    }

    @Test
    void servesABrowserHtml() {
        assertEquals(
                Optional.of("text/html"),
                choose("text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"));
    }

    @Test
    void followsQualities() {
        assertEquals(Optional.of("application/x-tar"), choose("application/json;q=0.5, application/x-tar;q=0.9"));
        assertEquals(Optional.of("text/html"), choose("*/*;q=0.1, text/*;q=0.2"));
        assertEquals(Optional.of("text/html"), choose("application/json;q=0, */*"));
        assertEquals(Optional.of("application/json"), choose("TEXT/HTML;q=0.001, Application/JSON;q=1.000"));
    }

    @Test
    void choosesNothingWhenNothingFits() {
        assertEquals(Optional.empty(), choose("image/png"));
        assertEquals(Optional.empty(), choose("application/json;q=0.000"));
    }

    @Test
    void tellsANameFromAWildcard() {
        assertTrue(Accept.parse(Optional.of("application/x-tar")).names("application/x-tar"));
        assertFalse(Accept.parse(Optional.of("application/*, */*")).names("application/x-tar"));
        assertFalse(Accept.parse(Optional.of("application/x-tar;q=0")).names("application/x-tar"));
    }
}
