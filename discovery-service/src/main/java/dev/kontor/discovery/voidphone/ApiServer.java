package dev.kontor.discovery.voidphone;

import dev.kontor.discovery.dht.Values;
import dev.kontor.wire.bytes.MalformedException;
import io.vertx.core.Future;
import io.vertx.core.Vertx;
import io.vertx.core.buffer.Buffer;
import io.vertx.core.net.NetServer;
import io.vertx.core.net.NetServerOptions;
import io.vertx.core.net.NetSocket;
import java.util.concurrent.atomic.AtomicLong;

/// Serves the API to any number of clients. Requests may be pipelined; every reply is one write, in the order in which
/// look-ups end; the connection stays open until the client closes it or sends what is no message. A client that asks
/// faster than the network answers is read more slowly.
final class ApiServer {
    /// Our choice: gets of one connection that may be under way.
    private static final int OPEN_GETS = 64;

    private static final int BACKLOG = 4_096;

    private final NetServer server;
    private final Values values;
    private final ApiPlace place;
    private final AtomicLong malformed = new AtomicLong();
    private final AtomicLong connections = new AtomicLong();

    ApiServer(Vertx vertx, Values values, ApiPlace place) {
        this.values = values;
        this.place = place;
        this.server = vertx.createNetServer(
                new NetServerOptions().setTcpNoDelay(true).setReuseAddress(true).setAcceptBacklog(BACKLOG));
        server.connectHandler(socket -> new Client(socket).begin());
    }

    Future<Integer> listen() {
        return server.listen(place.port(), place.host()).map(NetServer::actualPort);
    }

    Future<Void> close() {
        return server.close();
    }

    /// Connections that were closed because of what they sent.
    long malformed() {
        return malformed.get();
    }

    long connections() {
        return connections.get();
    }

    private final class Client {
        private final NetSocket socket;
        private final ApiFrames frames = new ApiFrames();
        private int open;

        Client(NetSocket socket) {
            this.socket = socket;
        }

        void begin() {
            connections.incrementAndGet();
            socket.closeHandler(_ -> connections.decrementAndGet());
            socket.exceptionHandler(_ -> socket.close());
            socket.handler(this::onPiece);
        }

        private void onPiece(Buffer piece) {
            try {
                frames.take(piece).forEach(this::onMessage);
            } catch (MalformedException _) {
                refuse();
            }
        }

        private void onMessage(ApiMessage message) {
            switch (message) {
                case ApiMessage.Put put -> values.put(put.key(), put.value(), place.clamp(put.life()));
                case ApiMessage.Get get -> get(get);
                case ApiMessage.Success _, ApiMessage.Failure _ ->
                    throw new MalformedException(0, "an answer where a question is due");
            }
        }

        private void get(ApiMessage.Get get) {
            if (++open >= OPEN_GETS) {
                socket.pause();
            }
            values.get(get.key())
                    .map(found -> found.<ApiMessage>map(value -> new ApiMessage.Success(get.key(), value))
                            .orElseGet(() -> new ApiMessage.Failure(get.key())))
                    .otherwise(new ApiMessage.Failure(get.key()))
                    .onSuccess(this::reply);
        }

        private void reply(ApiMessage answer) {
            socket.write(answer.encode());
            if (open-- == OPEN_GETS) {
                socket.resume();
            }
        }

        private void refuse() {
            malformed.incrementAndGet();
            socket.close();
        }
    }
}
