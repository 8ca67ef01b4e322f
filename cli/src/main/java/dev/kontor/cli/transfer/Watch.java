package dev.kontor.cli.transfer;

import static dev.kontor.cli.site.Output.bytes;
import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.gateway.Unreachable;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.json.JsonText;
import dev.kontor.cli.site.Output;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;

/// Follows transfers by server-sent events and prints a line for each change. The site ends a stream after a
/// while, and with the session; then it is asked for again from where it ended.
final class Watch {
    private static final ApiPath EVENTS = ApiPath.of("api", "v1", "transfers", "events");
    private static final int OK = 200;

    private final Gateway gateway;
    private final Output output;
    private String lastId = "";

    Watch(Gateway gateway, Output output) {
        this.gateway = gateway;
        this.output = output;
    }

    /// Prints until the command is interrupted, or a stream ended without having told anything.
    int follow() {
        try {
            while (listen()) {
                output.terminal().flush();
            }
            return Exit.OK.code();
        } catch (IOException e) {
            throw Unreachable.failure("the gateway", gateway.base(), e);
        }
    }

    private boolean listen() throws IOException {
        Map<String, String> headers = new HashMap<>(Map.of("Accept", "text/event-stream"));
        if (!lastId.isEmpty()) {
            headers.put("Last-Event-ID", lastId);
        }
        HttpResponse<InputStream> response = gateway.fetch("GET", EVENTS, headers);
        if (response.statusCode() != OK) {
            throw Gateway.problem(response).toFailure("transfers");
        }
        boolean told = false;
        try (var lines = new BufferedReader(new InputStreamReader(response.body(), StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                told |= take(line);
            }
        }
        return told;
    }

    private boolean take(String line) throws IOException {
        if (line.startsWith("id:")) {
            lastId = line.substring(3).strip();
        } else if (line.startsWith("data:")) {
            JsonText.read(line.substring(5)).listOf("transfers").reversed().forEach(this::print);
            output.terminal().flush();
        }
        return line.startsWith("data:");
    }

    private void print(Json transfer) {
        output.terminal().print(output.json() ? JsonText.compact(transfer) : sentence(transfer));
    }

    private static String sentence(Json transfer) {
        String remark = Transfers.remark(transfer);
        boolean runs = !transfer.listOf("holders").isEmpty()
                || transfer.text("secondsLeft").isPresent();
        return Transfers.shortId(transfer)
                + " " + text(transfer, "namespace")
                + " " + text(transfer, "state").toLowerCase(Locale.ROOT)
                + ", " + bytes(transfer, "fetchedBytes") + " of " + bytes(transfer, "bytes")
                + (runs ? ", " + bytes(transfer, "bytesPerSecond") + "/s, " + Transfers.left(transfer) + " left" : "")
                + (remark.isEmpty() ? "" : ", " + remark);
    }
}
