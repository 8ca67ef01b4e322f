package dev.kontor.discovery.routing;

import java.util.ArrayList;
import java.util.List;

/// Gathers the contacts nearest to a point, bucket after bucket from near to far. Contacts that did not answer last
/// time are kept apart and only fill up. Mutable, for one question.
final class Nearest {
    private final Key target;
    private final int count;
    private final List<Contact> lively = new ArrayList<>();
    private final List<Contact> silent = new ArrayList<>();

    Nearest(Key target, int count) {
        this.target = target;
        this.count = count;
    }

    boolean isEnough() {
        return lively.size() >= count;
    }

    /// Takes buckets whose contacts are all farther from the target than those gathered before.
    void gather(List<Bucket> part) {
        if (isEnough()) {
            return;
        }
        int start = lively.size();
        for (Bucket bucket : part) {
            for (Entry entry : bucket.entries()) {
                (entry.silences() > 0 ? silent : lively).add(entry.contact());
            }
        }
        sort(lively.subList(start, lively.size()));
    }

    private void sort(List<Contact> contacts) {
        contacts.sort((a, b) -> target.compareDistance(a.point(), b.point()));
    }

    List<Contact> contacts() {
        if (isEnough() || silent.isEmpty()) {
            return List.copyOf(lively.subList(0, Math.min(count, lively.size())));
        }
        sort(silent);
        List<Contact> all = new ArrayList<>(lively);
        all.addAll(silent.subList(0, Math.min(count - lively.size(), silent.size())));
        sort(all);
        return all;
    }
}
