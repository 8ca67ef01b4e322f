package dev.kontor.transfer.rig;

import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/// Lets the service keep its pieces on an S3 server of its own, with the keys in a file.
public final class S3Stored implements QuarkusTestResourceLifecycleManager {
    /// Where the bucket is as a folder.
    public static final String BUCKET = "dev.kontor.transfer.rig.bucket";

    private @Nullable S3Server server;

    @Override
    public Map<String, String> start() {
        try {
            Path folder = Path.of("target/test-data/s3-" + System.nanoTime()).toAbsolutePath();
            S3Server started = S3Server.start(folder);
            server = started;
            System.setProperty(BUCKET, started.bucket().toString());
            Path keys = Files.write(
                    folder.resolve("keys"),
                    java.util.List.of(S3Server.CREDENTIALS.accessKey(), S3Server.CREDENTIALS.secretKey()));
            return Map.of(
                    "kontor.transfer.store",
                    "s3",
                    "kontor.transfer.s3.endpoint",
                    started.endpoint().toString(),
                    "kontor.transfer.s3.bucket",
                    S3Server.BUCKET,
                    "kontor.transfer.s3.prefix",
                    "site-a/",
                    "kontor.transfer.s3.credentials",
                    keys.toString());
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    @Override
    public void stop() {
        if (server != null) {
            server.close();
        }
    }
}
