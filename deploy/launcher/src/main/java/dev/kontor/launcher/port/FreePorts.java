package dev.kontor.launcher.port;

import java.io.IOException;
import java.net.DatagramSocket;
import java.net.InetSocketAddress;
import java.net.ServerSocket;

/// Asks the operating system whether a port is free, for TCP and UDP, on every address.
public final class FreePorts {
    private FreePorts() {}

    public static boolean isFree(int port) {
        return bindsTcp(port) && bindsUdp(port);
    }

    private static boolean bindsTcp(int port) {
        try (ServerSocket socket = new ServerSocket()) {
            // Connections of a server that has just ended must not make its port look used.
            socket.setReuseAddress(true);
            socket.bind(new InetSocketAddress(port));
            return socket.isBound();
        } catch (IOException used) {
            return false;
        }
    }

    private static boolean bindsUdp(int port) {
        try (DatagramSocket socket = new DatagramSocket(port)) {
            return socket.isBound();
        } catch (IOException used) {
            return false;
        }
    }
}
