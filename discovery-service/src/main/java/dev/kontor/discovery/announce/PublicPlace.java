package dev.kontor.discovery.announce;

import io.smallrye.config.ConfigMapping;
import java.util.Optional;

/// Where the gateway's edge port is reached from outside.
@ConfigMapping(prefix = "kontor.public")
interface PublicPlace {
    Optional<String> host();

    Optional<Integer> port();
}
