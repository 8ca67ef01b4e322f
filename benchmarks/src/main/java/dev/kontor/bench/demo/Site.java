package dev.kontor.bench.demo;

import java.net.URI;

/// One of the two sites.
///
/// @param label `acme`
/// @param organisation `acme-inc`
/// @param lanUrl address of its gateway on the LAN
public record Site(String label, String organisation, String lanUrl) {
    public URI lan() {
        return URI.create(lanUrl);
    }
}
