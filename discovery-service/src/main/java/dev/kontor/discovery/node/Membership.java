package dev.kontor.discovery.node;

import java.time.Instant;

/// Our place in the network.
///
/// ```text
/// Alone --a seed or a contact--> Seeking --somebody answers--> Settling --own id looked up--> Member
///                                   ^                              |                            |
///                                   +------------ nobody answers, nobody is left ---------------+
/// ```
public sealed interface Membership {
    /// We know nobody to ask; others may find us.
    record Alone() implements Membership {}

    /// We ask the bootstrap nodes, and will until one answers.
    record Seeking(int attempts, Instant nextAt) implements Membership {}

    /// Somebody answered; we are looking for our neighbours.
    record Settling() implements Membership {}

    /// Our neighbours know us.
    record Member(Instant since) implements Membership {}
}
