package dev.kontor.connector.live;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.connector.source.HttpSource;
import dev.kontor.wire.address.EntryPath;
import java.net.URI;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class LiveRequestTest {
    private static final HttpSource SOURCE = new HttpSource(
            URI.create("http://erp.lan:8000/stock?site=1"), Map.of("Authorization", "Bearer ours"), Optional.empty());

    @Test
    void staysBelowTheConfiguredUrl() {
        LiveRequest request = LiveRequest.of("GET", SOURCE, EntryPath.parse("a b/ü"), "q=1%262", Map.of());
        assertEquals(
                "http://erp.lan:8000/stock/a%20b/%C3%BC?site=1&q=1%262",
                request.target().toString());
    }

    @Test
    void asksForTheBaseItselfAtTheRoot() {
        assertEquals(
                "http://erp.lan:8000/stock?site=1",
                LiveRequest.of("GET", SOURCE, EntryPath.ROOT, null, Map.of())
                        .target()
                        .toString());
    }

    @Test
    void letsNeitherCookiesNorCredentialsNorHopByHopHeadersThrough() {
        LiveRequest request = LiveRequest.of(
                "GET",
                SOURCE,
                EntryPath.ROOT,
                null,
                Map.of(
                        "cookie", List.of("a=b"),
                        "authorization", List.of("Bearer theirs"),
                        "connection", List.of("upgrade"),
                        "accept", List.of("application/json")));
        assertEquals(Map.of("Accept", "application/json", "Authorization", "Bearer ours"), request.headers());
    }
}
