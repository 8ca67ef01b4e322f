package dev.kontor.discovery.announce;

import dev.kontor.discovery.dht.Dht;
import dev.kontor.discovery.node.Publication;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.List;
import java.util.stream.Stream;

/// Everything that this site has in the DHT: where it is and what it goes by, and what it has.
@ApplicationScoped
class OwnRecords {
    private final Dht dht;
    private List<Publication> whereabouts = List.of();
    private List<Publication> holdings = List.of();

    OwnRecords(Dht dht) {
        this.dht = dht;
    }

    synchronized void whereabouts(List<Publication> publications) {
        whereabouts = publications;
        publish();
    }

    synchronized void holdings(List<Publication> publications) {
        holdings = publications;
        publish();
    }

    private void publish() {
        dht.publish(Stream.concat(whereabouts.stream(), holdings.stream()).toList());
    }
}
