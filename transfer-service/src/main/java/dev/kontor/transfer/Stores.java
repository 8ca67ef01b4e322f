package dev.kontor.transfer;

import dev.kontor.transfer.settings.Settings;
import dev.kontor.transfer.store.PackPieceStore;
import dev.kontor.transfer.store.PieceStore;
import dev.kontor.transfer.store.S3PieceStore;
import dev.kontor.transfer.store.S3Place;
import dev.kontor.transfer.store.S3Place.Credentials;
import dev.kontor.transfer.store.StoreLimits;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.util.List;
import java.util.Optional;

/// Opens the piece store that the settings ask for.
final class Stores {
    private static final String PREFIX = "KONTOR_TRANSFER_S3_";

    private Stores() {}

    static PieceStore open(Settings settings, Clock clock) throws IOException {
        StoreLimits limits = new StoreLimits(
                settings.reserveBytes(), settings.storeBytes().orElse(StoreLimits.UNLIMITED), settings.grace());
        return switch (settings.store()) {
            case FILE -> PackPieceStore.open(settings.directory(), limits, clock);
            case S3 -> S3PieceStore.open(place(settings.s3()), settings.directory(), limits, clock);
        };
    }

    private static S3Place place(Settings.S3 s3) throws IOException {
        return new S3Place(
                s3.endpoint(),
                s3.region(),
                required(s3.bucket(), "BUCKET"),
                s3.prefix().orElse(""),
                s3.pathStyle().orElse(s3.endpoint().isPresent()),
                credentials(s3));
    }

    private static Credentials credentials(Settings.S3 s3) throws IOException {
        if (s3.credentials().isEmpty()) {
            return new Credentials(required(s3.accessKey(), "ACCESS_KEY"), required(s3.secretKey(), "SECRET_KEY"));
        }
        Path file = s3.credentials().get();
        List<String> lines = Files.readAllLines(file);
        if (lines.size() < 2) {
            throw new IllegalArgumentException(
                    file + " must have the access key in its first line and the secret key in its second");
        }
        return new Credentials(lines.get(0).strip(), lines.get(1).strip());
    }

    private static String required(Optional<String> value, String name) {
        return value.orElseThrow(() -> new IllegalArgumentException(
                "pieces are to be kept on an S3 server, but " + PREFIX + name + " is not set"));
    }
}
