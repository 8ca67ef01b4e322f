package dev.kontor.gateway.door;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kontor.testkit.fuzz.FuzzTarget;
import java.net.URLDecoder;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// Paths of requests at the LAN port. No path that is let through means another one to who decodes it once more.
public final class RequestPathTarget implements FuzzTarget {
    @Override
    public String name() {
        return "request-path";
    }

    @Override
    public String what() {
        return "paths of requests at the LAN port";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of("/", "/sites/acme-inc/invoices/2026/07/INV-1%20f%C3%BCr.xml", "/api/v1/partners/", "/q/x~y")
                .map(path -> path.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        String path = new String(input, StandardCharsets.UTF_8);
        if (RequestPath.fault(path).isPresent()) {
            return false;
        }
        String decoded = URLDecoder.decode(path.replace("+", "%2B"), StandardCharsets.UTF_8);
        assertEquals(segments(path), segments(decoded), "decoding makes other segments");
        for (String segment : decoded.split("/", -1)) {
            assertFalse(segment.equals(".") || segment.equals("..") || segment.contains("\\"), path);
        }
        return true;
    }

    private static long segments(String path) {
        return path.chars().filter(c -> c == '/').count();
    }
}
