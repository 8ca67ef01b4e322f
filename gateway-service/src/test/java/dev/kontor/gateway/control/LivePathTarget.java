package dev.kontor.gateway.control;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.kontor.testkit.fuzz.FuzzTarget;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/// The target of a partner's request at the control door. What is passed on inside is one plain path below the live
/// namespaces, whatever was asked for.
public final class LivePathTarget implements FuzzTarget {
    private static final String INNER = "/internal/live/";

    @Override
    public String name() {
        return "live-path";
    }

    @Override
    public String what() {
        return "paths that a partner asks the control door for";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "/live/orders",
                        "/live/orders/",
                        "/live/orders/2026/07/INV-1%20f%C3%BCr.xml",
                        "/live/orders/a/b/")
                .map(path -> path.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        Optional<LiveTarget> read = LiveTarget.parse(new String(input, StandardCharsets.UTF_8));
        read.ifPresent(LivePathTarget::requirePlain);
        return read.isPresent();
    }

    private static void requirePlain(LiveTarget target) {
        String inner = target.inner();
        assertTrue(inner.startsWith(INNER + target.namespace()), inner);
        assertTrue(inner.chars().allMatch(c -> c > ' ' && c < 0x7f && "?#\\\"<>".indexOf(c) < 0), inner);
        String segments = inner.substring(1, inner.length() - (target.directory() ? 1 : 0));
        for (String segment : segments.split("/", -1)) {
            assertFalse(segment.isEmpty() || segment.equals(".") || segment.equals(".."), inner);
        }
        assertEquals(Optional.of(target), LiveTarget.parse(inner.replaceFirst("/internal", "")));
    }
}
