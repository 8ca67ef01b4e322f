package dev.kontor.discovery.message;

import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.sign.VerifyKey;
import org.jspecify.annotations.Nullable;

/// One datagram: a request or the reply to one.
public sealed interface Packet {
    TransactionId transaction();

    /// A question. `sender` is absent when the asker cannot be reached and does not want to be remembered. `prove` asks
    /// for a signed reply; `token` shows that the asker receives what is sent to its address.
    record Request(
            TransactionId transaction,
            @Nullable VerifyKey sender,
            boolean prove,
            @Nullable Bytes token,
            Question question)
            implements Packet {}

    /// An answer. `observed` is the asker's address as the replier saw it; `token` is good for the next requests from
    /// that address. `proof` is present when it was asked for.
    record Reply(
            TransactionId transaction,
            VerifyKey sender,
            NodeAddress observed,
            Bytes token,
            Answer answer,
            @Nullable Proof proof)
            implements Packet {}
}
