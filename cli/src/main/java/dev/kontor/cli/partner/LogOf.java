package dev.kontor.cli.partner;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor partner log`: a partner's organisation log, as we hold it.
@Command(
        name = "log",
        description = {
            "Write a partner's organisation log into a file: public facts, which the partner needs to recover.",
            "A log that contradicts it is written beside, as FILE.contrary."
        })
final class LogOf implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Parameters(paramLabel = "PARTNER", description = "Its petname, or its organisation's id.")
    private String partner = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            required = true,
            description = "Where to write it.")
    private Path file = Path.of("");

    private final Environment environment;

    LogOf(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() {
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.get(ApiPath.of("api", "v1", "partners", partner, "log"), "partner '" + partner + "'");
            write(environment.directory().resolve(file), answer.text("log"));
            write(environment.directory().resolve(file + ".contrary"), answer.text("contrary"));
            return Exit.OK.code();
        }
    }

    private void write(Path path, Optional<String> log) {
        if (log.isEmpty()) {
            return;
        }
        try {
            Files.write(
                    path,
                    Bytes.fromBase64Url(log.get()).toArray(),
                    StandardOpenOption.CREATE_NEW,
                    StandardOpenOption.WRITE);
            environment.terminal().print("Written to " + path + ".");
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Exit.FAILED, path + " is there already.", "Name another file with -o.", e);
        } catch (IOException e) {
            throw new Failure(Exit.FAILED, path + " cannot be written: " + e.getMessage(), null, e);
        }
    }
}
