/// The frames of the data port: their layout, their limits and the strict codec, as docs/spec/data-port.md has them.
/// [Frame] is the sealed set of messages and [FrameCodec] turns them into bytes and back; DATA alone has a raw layout.
/// May not depend on Netty, a socket, a clock or any other package of this service.
@NullMarked
package dev.kontor.transfer.frame;

import org.jspecify.annotations.NullMarked;
