package dev.kontor.gateway.lan;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.testkit.fuzz.FuzzTarget;
import dev.kontor.wire.bytes.MalformedException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.stream.Stream;

/// What stands behind `/sites` in the path of a request at the LAN port.
public final class LanPathTarget implements FuzzTarget {
    @Override
    public String name() {
        return "lan-path";
    }

    @Override
    public String what() {
        return "paths below /sites: names, namespaces, entries";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of(
                        "",
                        "/",
                        "/acme-inc",
                        "/acme-inc/",
                        "/acme-inc/invoices",
                        "/acme.example/invoices/2026/07/INV-1%20f%C3%BCr.xml",
                        "/acme-inc/invoices/2026/")
                .map(path -> path.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        String path = LanTarget.ROOT + new String(input, StandardCharsets.UTF_8);
        return FuzzTarget.unlessRefused(MalformedException.class, () -> read(path));
    }

    private static void read(String path) {
        LanTarget target = LanTarget.parse(path);
        if (target instanceof LanTarget.Content content) {
            String again = LanTarget.ROOT + "/" + content.name() + "/" + content.namespace() + content.uri();
            assertEquals(content, LanTarget.parse(again));
        }
    }
}
