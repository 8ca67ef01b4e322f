package dev.kontor.discovery.bench.flood;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kontor.discovery.answer.Allowance;
import dev.kontor.discovery.bench.rig.Cpu;
import dev.kontor.discovery.bench.rig.LocalNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStreamReader;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.List;

/// A node with the settings of every node, in a process of its own. Says its port, then for each line that it hears
/// what it has counted and what it holds; ends with its input.
final class Target {
    private static final ObjectMapper JSON = new ObjectMapper();

    private Target() {}

    public static void main(String... arguments) throws IOException {
        Vertx vertx = Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        LocalNode.Home home = new LocalNode.Home(vertx, "127.0.0.1", Path.of(arguments[0]));
        LocalNode node = LocalNode.start(home, List.of(), Allowance.DEFAULT);
        System.out.println(JSON.createObjectNode().put("port", node.address().port()));
        BufferedReader in = new BufferedReader(new InputStreamReader(System.in, StandardCharsets.UTF_8));
        while (in.readLine() != null) {
            System.out.println(state(node));
        }
        System.exit(0);
    }

    private static ObjectNode state(LocalNode node) {
        ObjectNode state = JSON.createObjectNode();
        state.put("cpuSeconds", Cpu.ofProcess())
                .put("heapMebibytes", Cpu.heapMebibytes())
                .put("residentMebibytes", Cpu.residentMebibytes());
        ObjectNode counts = state.putObject("counts");
        node.counts().all().forEach(counts::put);
        return state;
    }
}
