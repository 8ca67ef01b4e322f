package dev.kontor.discovery.answer;

import dev.kontor.discovery.message.Packet;

/// What comes of a request.
public sealed interface Response {
    /// Send this, with a signature when one was asked for.
    record Say(Packet.Reply reply, boolean signed) implements Response {}

    /// Say nothing.
    record Silence(DropReason reason) implements Response {}
}
