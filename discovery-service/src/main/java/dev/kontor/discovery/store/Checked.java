package dev.kontor.discovery.store;

/// What came of checking a record.
public sealed interface Checked {
    /// The record belongs under its key, is signed by its publisher, and is in force.
    record Genuine(KeptRecord record) implements Checked {}

    /// The record is not to be kept or believed.
    record False(String reason) implements Checked {}
}
