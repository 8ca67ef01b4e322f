package dev.kontor.discovery.voidphone;

import dev.kontor.testkit.fuzz.FuzzTarget;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;
import java.util.stream.Stream;

/// The INI file of a stand-alone node. A wrong file is refused with words for the operator.
public final class IniTarget implements FuzzTarget {
    private static final Path NOWHERE = Path.of("no-such-folder");

    @Override
    public String name() {
        return "ini";
    }

    @Override
    public String what() {
        return "the INI file of a stand-alone DHT node";
    }

    @Override
    public List<byte[]> seeds() {
        return Stream.of("""
                ; a comment
                hostkey = hostkey.pem

                [onion]
                p2p_address = 192.0.2.1:9000
                [DHT]
                p2p_address = [::1]:7400
                api_public = true
                bootstrap = 192.0.2.1:7400, [2001:db8::7]:7400
                """, """
                [dht]
                listen_address = 127.0.0.1:7500
                min_ttl = 100
                max_ttl = "200"
                data_dir = beside
                # another comment
                """)
                .map(text -> text.getBytes(StandardCharsets.UTF_8))
                .toList();
    }

    @Override
    public boolean accepts(byte[] input) {
        // What stands last wins: other hosts of the API would be looked up in the DNS.
        List<String> lines = Stream.concat(
                        new String(input, StandardCharsets.UTF_8).lines(),
                        Stream.of("[dht]", "api_address = 127.0.0.1:7401"))
                .toList();
        return FuzzTarget.unlessRefused(IllegalArgumentException.class, () -> read(lines));
    }

    private static void read(List<String> lines) {
        try {
            Configuration.of(lines, NOWHERE);
        } catch (IOException unreadable) {
            throw new UncheckedIOException(unreadable);
        }
    }
}
