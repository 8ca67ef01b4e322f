package dev.kontor.discovery.node;

import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.NodeAddress;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.PriorityQueue;

/// The requests under way and their alarms. Each rings twice: when the answer is late, and when it is given up.
final class Requests {
    /// A request that ran out of patience, for the first or for the last time.
    record Overdue(Pending pending, boolean last) {}

    private record Alarm(Instant at, TransactionId transaction, boolean last) {}

    private final Map<TransactionId, Pending> open = new HashMap<>();
    private final PriorityQueue<Alarm> alarms = new PriorityQueue<>(Comparator.comparing(Alarm::at));

    boolean isFull() {
        return open.size() >= Tuning.OPEN_REQUESTS;
    }

    void add(Pending pending) {
        TransactionId transaction = pending.transaction();
        open.put(transaction, pending);
        alarms.add(new Alarm(pending.lateAt(), transaction, false));
        alarms.add(new Alarm(pending.silentAt(), transaction, true));
    }

    /// Takes the request that this reply belongs to; the reply must come from where the request went.
    Optional<Pending> take(TransactionId transaction, NodeAddress from) {
        Pending pending = open.get(transaction);
        if (pending == null || !pending.inquiry().to().equals(from)) {
            return Optional.empty();
        }
        open.remove(transaction);
        return Optional.of(pending);
    }

    List<Overdue> overdue(Instant now) {
        List<Overdue> overdue = new ArrayList<>();
        for (Alarm next = alarms.peek(); next != null && !next.at().isAfter(now); next = alarms.peek()) {
            alarms.remove();
            Pending pending = next.last() ? open.remove(next.transaction()) : open.get(next.transaction());
            if (pending != null) {
                overdue.add(new Overdue(pending, next.last()));
            }
        }
        return overdue;
    }

    Instant nextAlarm() {
        for (Alarm next = alarms.peek(); next != null; next = alarms.peek()) {
            if (open.containsKey(next.transaction())) {
                return next.at();
            }
            alarms.remove();
        }
        return Instant.MAX;
    }
}
