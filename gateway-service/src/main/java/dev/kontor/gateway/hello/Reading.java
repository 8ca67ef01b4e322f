package dev.kontor.gateway.hello;

/// How far the reading of a first flight has come.
public sealed interface Reading {
    /// The hello is not whole yet.
    record Incomplete() implements Reading {}

    record Whole(ClientHello hello) implements Reading {}

    record Unreadable(Refusal refusal) implements Reading {}
}
