package dev.kontor.transfer.fetch;

import dev.kontor.transfer.download.Progress;
import dev.kontor.wire.id.TransferId;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;

/// The progress of transfers that run now.
@ApplicationScoped
public class LiveTransfers {
    private final Map<TransferId, Progress> running = new ConcurrentHashMap<>();

    public Optional<Progress> find(TransferId id) {
        return Optional.ofNullable(running.get(id));
    }

    Progress begin(TransferId id) {
        return running.computeIfAbsent(id, _ -> new Progress());
    }

    void end(TransferId id) {
        running.remove(id);
    }
}
