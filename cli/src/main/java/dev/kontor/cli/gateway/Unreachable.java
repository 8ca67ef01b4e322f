package dev.kontor.cli.gateway;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import java.io.IOException;
import java.net.ConnectException;
import java.net.URI;
import java.net.UnknownHostException;
import java.net.http.HttpConnectTimeoutException;
import java.net.http.HttpTimeoutException;
import java.nio.channels.UnresolvedAddressException;
import org.jspecify.annotations.Nullable;

/// Says in words why an HTTP exchange did not happen.
public final class Unreachable {

    private Unreachable() {}

    public static Failure failure(String who, URI where, IOException cause) {
        return new Failure(
                Exit.UNREACHABLE,
                "Cannot reach " + who + " at " + where + ": " + reason(cause) + ".",
                "Check that it is running (kontor status) and that the address is right.",
                cause);
    }

    public static Failure interrupted() {
        Thread.currentThread().interrupt();
        return new Failure(Exit.INTERRUPTED, "Interrupted.");
    }

    public static String reason(IOException cause) {
        return switch (cause) {
            case HttpConnectTimeoutException _ -> "no connection within the time limit";
            case HttpTimeoutException _ -> "no answer within the time limit";
            case ConnectException refused when causedBy(refused, UnresolvedAddressException.class) -> "unknown host";
            case UnknownHostException _ -> "unknown host";
            case ConnectException _ -> "connection refused";
            default -> "the connection broke" + detail(cause.getMessage());
        };
    }

    private static boolean causedBy(Throwable failure, Class<?> type) {
        for (Throwable each = failure; each != null; each = each.getCause()) {
            if (type.isInstance(each)) {
                return true;
            }
        }
        return false;
    }

    private static String detail(@Nullable String message) {
        return message == null || message.isBlank() ? "" : " (" + message.strip() + ")";
    }
}
