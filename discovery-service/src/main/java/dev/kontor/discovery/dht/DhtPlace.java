package dev.kontor.discovery.dht;

import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.Optional;

/// What the operator said about places: which priority nodes there are, and whether ours is one.
@ApplicationScoped
public class DhtPlace {
    private final List<HostPort> priorityNodes;
    private final Optional<HostPort> priorityAddress;

    DhtPlace(DhtSettings settings) {
        this.priorityNodes = HostPort.parseAll(settings.priorityNodes().orElse(List.of()).stream());
        this.priorityAddress = settings.priorityAddress().map(HostPort::parse);
        priorityAddress.filter(address -> !address.isLiteral()).ifPresent(name -> {
            throw new IllegalArgumentException("KONTOR_DHT_PRIORITY_ADDRESS is " + name
                    + ", but a priority site is reached at a fixed IP address, such as 192.0.2.7:7400");
        });
    }

    public List<HostPort> priorityNodes() {
        return priorityNodes;
    }

    /// At which address our own node is always reached, when this is a priority site.
    public Optional<HostPort> priorityAddress() {
        return priorityAddress;
    }
}
