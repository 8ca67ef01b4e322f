package dev.kontor.discovery.voidphone;

import dev.kontor.discovery.dht.NodeHost;
import dev.kontor.discovery.dht.Quiet;
import dev.kontor.discovery.dht.StandaloneNode;
import io.vertx.core.Vertx;
import io.vertx.core.VertxOptions;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CountDownLatch;
import org.jboss.logging.Logger;

/// `kontor dht node -c file.ini`: a node of the DHT and the API in front of it, and nothing else. Runs until the
/// process is told to end.
public final class NodeCommand {
    private static final String USAGE = "usage: kontor dht node -c file.ini";

    private NodeCommand() {}

    public static void main(String... arguments) throws InterruptedException {
        int exit = run(List.of(arguments), System.err);
        if (exit != 0) {
            System.exit(exit);
        }
    }

    static int run(List<String> arguments, PrintStream err) throws InterruptedException {
        if (arguments.size() != 2 || !arguments.getFirst().equals("-c")) {
            err.println(USAGE);
            return 2;
        }
        try {
            Configuration configuration = Configuration.read(Path.of(arguments.getLast()));
            StandaloneNode.logToTheConsole();
            new Running(configuration).untilTheEnd();
            return 0;
        } catch (NoSuchFileException missing) {
            err.println("kontor dht node: there is no file " + missing.getMessage());
        } catch (IOException | IllegalArgumentException wrong) {
            err.println("kontor dht node: " + wrong.getMessage());
        }
        return 2;
    }

    private static final class Running {
        private static final Logger LOG = Logger.getLogger(NodeCommand.class);

        private final Vertx vertx =
                Vertx.vertx(new VertxOptions().setEventLoopPoolSize(2).setWorkerPoolSize(2));
        private final CountDownLatch ended = new CountDownLatch(1);
        private final NodeHost host;
        private final ApiServer api;
        private final ApiPlace place;

        Running(Configuration configuration) throws IOException {
            this.host = new NodeHost(vertx, configuration.node(), new Quiet());
            this.place = configuration.api();
            this.api = new ApiServer(vertx, host.values(), place);
        }

        void untilTheEnd() throws InterruptedException {
            Runtime.getRuntime().addShutdownHook(new Thread(this::end, "end"));
            host.start();
            api.listen()
                    .onSuccess(port -> LOG.infof("DHT API is listening host=%s port=%d", place.host(), port))
                    .onFailure(failure -> LOG.errorf(
                            "DHT API cannot listen, free the TCP port or change api_address host=%s port=%d reason=%s",
                            place.host(), place.port(), failure.getMessage()));
            ended.await();
        }

        private void end() {
            host.stop();
            vertx.close();
            ended.countDown();
        }
    }
}
