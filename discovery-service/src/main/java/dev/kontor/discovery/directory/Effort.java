package dev.kontor.discovery.directory;

import dev.kontor.discovery.lookup.Report;

/// What a look-up took: how many nodes were asked and how many of them answered.
record Effort(int asked, int answered) {
    static Effort of(Report report) {
        return new Effort(report.asked(), report.answered());
    }

    @Override
    public String toString() {
        return "%d nodes of the DHT were asked and %d answered".formatted(asked, answered);
    }
}
