package dev.kontor.discovery.routing;

/// What the table did with a proven contact.
public sealed interface Admission {
    /// It is in the table now and was not before.
    record Added() implements Admission {}

    /// It was there already, at the same address.
    record Known() implements Admission {}

    /// It waits for a place: the bucket is full, or its id is in the table at another address. The contact to probe is
    /// the one that would have to give way.
    record Waiting(Contact probe) implements Admission {}

    /// It cannot be kept: it is ourselves.
    record Refused() implements Admission {}
}
