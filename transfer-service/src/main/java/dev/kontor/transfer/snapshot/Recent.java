package dev.kontor.transfer.snapshot;

import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import java.util.function.ToLongFunction;

/// The most recently used values, up to a total weight. Safe for use by any thread; a value that is missing may be
/// made twice when two threads want it at once, which is cheaper than making one wait for the other's remote call.
public final class Recent<K, V> {
    private final long capacity;
    private final ToLongFunction<V> weight;
    private final Map<K, V> values = new LinkedHashMap<>(16, 0.75f, true);
    private long total;

    /// As many values as this.
    public Recent(int capacity) {
        this(capacity, _ -> 1);
    }

    /// Values of so much weight together; the newest one stays whatever it weighs.
    public Recent(long capacity, ToLongFunction<V> weight) {
        this.capacity = capacity;
        this.weight = weight;
    }

    public V get(K key, Function<K, V> make) {
        synchronized (this) {
            V known = values.get(key);
            if (known != null) {
                return known;
            }
        }
        V made = make.apply(key);
        put(key, made);
        return made;
    }

    /// The value, when it is here.
    public synchronized Optional<V> peek(K key) {
        return Optional.ofNullable(values.get(key));
    }

    public synchronized void put(K key, V value) {
        V old = values.put(key, value);
        total += weight.applyAsLong(value) - (old == null ? 0 : weight.applyAsLong(old));
        var eldest = values.entrySet().iterator();
        while (total > capacity && values.size() > 1) {
            total -= weight.applyAsLong(eldest.next().getValue());
            eldest.remove();
        }
    }

    public synchronized void remove(K key) {
        V old = values.remove(key);
        total -= old == null ? 0 : weight.applyAsLong(old);
    }
}
