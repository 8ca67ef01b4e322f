package dev.kontor.bench.demo;

import java.net.URI;
import java.nio.file.Path;

/// One of the two sites.
///
/// @param label `acme`
/// @param organisation `acme-inc`
/// @param lanUrl address of its gateway on the LAN
/// @param folder where its services keep what they keep
public record Site(String label, String organisation, String lanUrl, Path folder) {
    public URI lan() {
        return URI.create(lanUrl);
    }
}
