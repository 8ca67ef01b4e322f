/// What nodes say to each other, one datagram per message, and its encoding (docs/spec/dht.md).
/// The main types are [Packet][dev.kontor.discovery.message.Packet] and
/// [PacketCodec][dev.kontor.discovery.message.PacketCodec].
/// Pure: it depends on `wire` and `routing` only; malformed bytes end in one `MalformedException` and nothing else.
@NullMarked
package dev.kontor.discovery.message;

import org.jspecify.annotations.NullMarked;
