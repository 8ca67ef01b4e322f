package dev.kontor.transfer.link;

import dev.kontor.transfer.frame.Frame;

/// Hears one [Link]. Always called on the link's event loop, which it must not block.
///
/// What it throws as [MalformedException] ends the connection with a protocol failure.
public interface LinkListener {
    /// Any frame but DATA.
    void onFrame(long request, Frame frame);

    /// `length` bytes of a piece are about to come.
    ///
    /// @return where they go
    ChunkTarget onChunk(long request, int index, long offset, int length);

    /// The channel has room for more, after it had none.
    default void onWritable() {}

    /// Nothing was heard for a while.
    default void onSilence() {}

    /// The connection is gone. Called exactly once.
    void onClosed(String reason);
}
