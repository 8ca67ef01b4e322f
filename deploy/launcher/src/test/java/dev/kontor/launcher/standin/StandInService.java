package dev.kontor.launcher.standin;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;

/// A process that looks like a service from outside: it is ready as soon as it runs.
public final class StandInService {
    private StandInService() {}

    public static void main(String... arguments) throws IOException {
        int port = Integer.parseInt(System.getenv().getOrDefault("QUARKUS_MANAGEMENT_PORT", "0"));
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), port), 16);
        server.createContext("/", exchange -> {
            exchange.sendResponseHeaders(200, -1);
            exchange.close();
        });
        server.start();
        if (arguments.length > 0) {
            server.stop(0);
        }
    }
}
