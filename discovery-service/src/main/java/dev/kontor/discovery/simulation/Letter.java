package dev.kontor.discovery.simulation;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.wire.bytes.Bytes;
import org.jspecify.annotations.Nullable;

/// One datagram under way: the packet itself, or its bytes when the course is run as on the wire.
record Letter(@Nullable Packet packet, @Nullable Bytes datagram, int size) {
    static Letter of(Packet packet, int size) {
        return new Letter(packet, null, size);
    }

    static Letter of(Bytes datagram) {
        return new Letter(null, datagram, datagram.size());
    }

    Packet open() {
        if (packet != null) {
            return packet;
        }
        if (datagram == null) {
            throw new IllegalStateException("a letter without content");
        }
        return PacketCodec.decode(datagram);
    }
}
