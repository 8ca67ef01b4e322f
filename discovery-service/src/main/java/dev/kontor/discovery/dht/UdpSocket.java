package dev.kontor.discovery.dht;

import dev.kontor.discovery.answer.DropReason;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.routing.NodeAddress;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.ProtocolFamily;
import java.net.StandardProtocolFamily;
import java.net.StandardSocketOptions;
import java.nio.ByteBuffer;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.ClosedSelectorException;
import java.nio.channels.DatagramChannel;
import java.nio.channels.SelectionKey;
import java.nio.channels.Selector;

/// A UDP socket with a thread of its own that only reads, glances and puts into the [Backlog], some two microseconds a
/// datagram. So a flood does not fill the kernel's buffer, in which rubbish and questions are lost alike, while the
/// engine takes its time. Vert.x' socket is no choice here: its reads each allocate a buffer as large as the kernel's.
final class UdpSocket {
    /// Our choice; the kernel may give less. Room for a tenth of a second in which nobody reads.
    private static final int RECEIVE_BUFFER = 4 << 20;

    private final DatagramChannel channel;
    private final Selector selector;
    private final int port;

    /// Who hears of what came. Called on the reading thread.
    interface Receiver {
        void onDatagram(Backlog.Waiting datagram);

        void onDropped(DropReason reason);
    }

    private UdpSocket(DatagramChannel channel, Selector selector) throws IOException {
        this.channel = channel;
        this.selector = selector;
        this.port = ((InetSocketAddress) channel.getLocalAddress()).getPort();
    }

    /// Binds; blocks while the host's name is resolved.
    static UdpSocket open(String host, int port) throws IOException {
        InetAddress address = InetAddress.getAllByName(host)[0];
        ProtocolFamily family = host.contains(":") ? StandardProtocolFamily.INET6 : StandardProtocolFamily.INET;
        DatagramChannel channel = DatagramChannel.open(family);
        try {
            channel.setOption(StandardSocketOptions.SO_RCVBUF, RECEIVE_BUFFER);
            channel.bind(new InetSocketAddress(address, port));
            channel.configureBlocking(false);
            Selector selector = Selector.open();
            channel.register(selector, SelectionKey.OP_READ);
            return new UdpSocket(channel, selector);
        } catch (IOException | RuntimeException failed) {
            channel.close();
            throw failed;
        }
    }

    int port() {
        return port;
    }

    /// Starts to read; ends with [#close].
    void read(Receiver receiver) {
        Thread.ofPlatform().daemon().name("dht-" + port).start(() -> readAll(receiver));
    }

    private void readAll(Receiver receiver) {
        ByteBuffer room = ByteBuffer.allocateDirect(Protocol.MAX_DATAGRAM + 1);
        while (channel.isOpen()) {
            try {
                selector.select();
                selector.selectedKeys().clear();
                while (channel.receive(room.clear()) instanceof InetSocketAddress sender) {
                    take(sender, room.flip(), receiver);
                }
            } catch (ClosedChannelException | ClosedSelectorException _) {
                return;
            } catch (IOException _) {
                receiver.onDropped(DropReason.MALFORMED);
            }
        }
    }

    private static void take(InetSocketAddress sender, ByteBuffer room, Receiver receiver) {
        if (sender.getPort() == 0 || !PacketCodec.mayBePacket(room)) {
            receiver.onDropped(DropReason.MALFORMED);
            return;
        }
        NodeAddress from = new NodeAddress(Bytes.of(sender.getAddress().getAddress()), sender.getPort());
        receiver.onDatagram(new Backlog.Waiting(from, Bytes.of(room)));
    }

    /// Sends at once or not at all.
    void send(NodeAddress to, Bytes datagram) throws IOException {
        InetAddress address = InetAddress.getByAddress(to.ip().toArray());
        if (channel.send(datagram.toBuffer(), new InetSocketAddress(address, to.port())) == 0) {
            throw new IOException("the send buffer is full");
        }
    }

    void close() throws IOException {
        channel.close();
        selector.close();
    }
}
