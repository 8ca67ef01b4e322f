package dev.kontor.cli.evidence;

import dev.kontor.cli.exit.Exit;
import dev.kontor.cli.exit.Failure;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.evidence.EvidenceCheck;
import dev.kontor.wire.evidence.EvidenceFile;
import dev.kontor.wire.evidence.EvidenceReport;
import java.io.IOException;
import java.io.InputStream;
import java.net.http.HttpResponse;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.InvalidPathException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Map;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor evidence export`. What arrives is checked as its reader will check it, before it is kept.
@Command(
        name = "export",
        description = {
            "Write all that proves a transfer into one file: receipt, countersignature, grant,",
            "keys and log proofs. The content is not in it. kontor verify checks it anywhere."
        })
final class Export implements Callable<Integer> {
    private static final Map<String, String> ASICE =
            Map.of("Accept", "application/vnd.etsi.asic-e+zip, application/problem+json");

    @Mixin
    private final Connection connection;

    private final Environment environment;

    @Parameters(paramLabel = "ID", description = "A transfer's or a receipt's id, as kontor receipts shows it.")
    private String id = "";

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Where to write it. Default: ID.asice in this folder.")
    @Nullable
    private String output;

    Export(Environment environment) {
        this.environment = environment;
        this.connection = new Connection(environment);
    }

    @Override
    public Integer call() {
        Path file = file();
        Bytes container = container();
        EvidenceReport report = EvidenceCheck.check(container);
        if (!report.holds()) {
            throw new Failure(
                    Exit.INTEGRITY,
                    "The site's answer is no sound evidence: " + String.join("; ", report.wrong()) + ".");
        }
        try {
            Files.write(file, container.toArray(), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
        } catch (FileAlreadyExistsException e) {
            throw new Failure(Exit.FAILED, file + " is there already.", "Name another file with -o.", e);
        } catch (IOException e) {
            throw new Failure(Exit.FAILED, file + " cannot be written: " + e.getMessage(), null, e);
        }
        environment
                .terminal()
                .print("Written to " + file + " (" + container.size() + " bytes). Check it with: kontor verify "
                        + file);
        return Exit.OK.code();
    }

    private Path file() {
        try {
            return environment.directory().resolve(output == null ? id + ".asice" : output);
        } catch (InvalidPathException e) {
            throw Failure.usage("-o: '" + output + "' is no path: " + e.getReason() + ".");
        }
    }

    private Bytes container() {
        try (Gateway gateway = connection.open()) {
            HttpResponse<InputStream> response = gateway.fetch("GET", ApiPath.of("api", "v1", "evidence", id), ASICE);
            if (response.statusCode() != 200) {
                throw Gateway.problem(response).toFailure("evidence of '" + id + "'");
            }
            try (InputStream body = response.body()) {
                return Bytes.of(body.readNBytes(EvidenceFile.MAX_SIZE + 1));
            }
        } catch (IOException e) {
            throw new Failure(Exit.UNREACHABLE, "The gateway does not answer: " + e.getMessage(), null, e);
        }
    }
}
