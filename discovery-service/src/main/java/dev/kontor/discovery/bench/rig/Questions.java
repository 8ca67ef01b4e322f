package dev.kontor.discovery.bench.rig;

import dev.kontor.discovery.message.Packet;
import dev.kontor.discovery.message.PacketCodec;
import dev.kontor.discovery.message.Protocol;
import dev.kontor.discovery.message.Question;
import dev.kontor.discovery.message.TransactionId;
import dev.kontor.discovery.routing.Key;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.SocketTimeoutException;
import java.util.Optional;
import java.util.random.RandomGenerator;
import org.jspecify.annotations.Nullable;

/// A socket that asks one node, as a client does who does not want to be remembered. One thread.
public final class Questions implements AutoCloseable {
    private final DatagramSocket socket;
    private final InetSocketAddress node;
    private final RandomGenerator random;
    private final byte[] room = new byte[Protocol.MAX_DATAGRAM];
    private @Nullable Bytes token;

    /// @param from the loopback address to ask from
    public Questions(String from, InetSocketAddress node, RandomGenerator random) throws IOException {
        this.socket = new DatagramSocket(new InetSocketAddress(InetAddress.ofLiteral(from), 0));
        this.node = node;
        this.random = random;
    }

    /// The datagram of a question, with the last token that the node gave.
    public byte[] encode(Question question) {
        TransactionId transaction = TransactionId.random(random);
        return encode(new Packet.Request(transaction, null, false, token, question));
    }

    private byte[] encode(Packet.Request request) {
        return PacketCodec.encode(request, request.token() == null ? Protocol.SMALL_DATAGRAM : 0)
                .toArray();
    }

    public void send(byte[] datagram) throws IOException {
        socket.send(new DatagramPacket(datagram, datagram.length, node));
    }

    /// The next datagram, of which only the length counts; -1 when none came within so many milliseconds.
    public int receive(int millis) throws IOException {
        socket.setSoTimeout(millis);
        DatagramPacket answer = new DatagramPacket(room, room.length);
        try {
            socket.receive(answer);
            return answer.getLength();
        } catch (SocketTimeoutException _) {
            return -1;
        }
    }

    /// Asks once and waits for that answer; empty when it did not come in time.
    public Optional<Packet.Reply> ask(Question question, int millis) throws IOException {
        TransactionId transaction = TransactionId.random(random);
        send(encode(new Packet.Request(transaction, null, false, token, question)));
        long end = System.nanoTime() + millis * 1_000_000L;
        for (long left = millis; left > 0; left = (end - System.nanoTime()) / 1_000_000) {
            int length = receive((int) left);
            if (length < 0) {
                break;
            }
            Optional<Packet.Reply> reply = reply(length);
            if (reply.isPresent() && reply.get().transaction().equals(transaction)) {
                token = reply.get().token();
                return reply;
            }
        }
        return Optional.empty();
    }

    private Optional<Packet.Reply> reply(int length) {
        try {
            return PacketCodec.decode(Bytes.of(room, 0, length)) instanceof Packet.Reply reply
                    ? Optional.of(reply)
                    : Optional.empty();
        } catch (MalformedException _) {
            return Optional.empty();
        }
    }

    /// A question for whatever lies near to a random point.
    public Question.Find anywhere() {
        return new Question.Find(Key.random(random), false, null);
    }

    @Override
    public void close() {
        socket.close();
    }
}
