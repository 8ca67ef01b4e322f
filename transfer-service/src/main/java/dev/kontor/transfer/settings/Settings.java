package dev.kontor.transfer.settings;

import io.smallrye.config.ConfigMapping;
import io.smallrye.config.WithDefault;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import java.util.OptionalLong;

/// Settings of the transfer-service.
@ConfigMapping(prefix = "kontor.transfer")
public interface Settings {
    /// Where pieces are kept; one process at a time.
    Path directory();

    /// Where the data port listens.
    Port port();

    /// Disk space that is left to others.
    @WithDefault("268435456")
    long reserveBytes();

    /// Where pieces are kept: in files of [#directory], or on an S3-compatible server.
    @WithDefault("file")
    Store store();

    /// The kinds of stores.
    enum Store {
        FILE,
        S3
    }

    /// The server, when pieces are kept on one.
    S3 s3();

    /// An S3-compatible server, and as whom it is asked.
    interface S3 {
        /// Its address; absent for AWS itself.
        Optional<URI> endpoint();

        @WithDefault("us-east-1")
        String region();

        Optional<String> bucket();

        /// Before all keys; ends with a slash.
        Optional<String> prefix();

        /// Whether the bucket is in the path and not in the host name; without a word, when there is an endpoint.
        Optional<Boolean> pathStyle();

        Optional<String> accessKey();

        Optional<String> secretKey();

        /// A file with the access key in its first line and the secret key in its second, in place of the two.
        Optional<Path> credentials();
    }

    /// Bytes of all pieces together, at most; absent for as much as the disk has.
    OptionalLong storeBytes();

    /// How long a piece that nothing refers to is kept.
    @WithDefault("PT2H")
    Duration grace();

    /// Snapshots kept of each namespace.
    @WithDefault("3")
    int keep();

    /// How often a partner is asked for the latest snapshot of a namespace, at most.
    @WithDefault("PT0.5S")
    Duration freshness();

    /// How long a reader of a small snapshot waits for its transfer to end, and so for its receipt, before it begins to
    /// read while the transfer runs. Who reads a part, or of a large snapshot, does not wait.
    @WithDefault("PT0.7S")
    Duration patience();

    /// How often what was left lying is taken up: interrupted transfers, receipts that wait.
    @WithDefault("10s")
    Duration rounds();

    /// Connections of one transfer.
    @WithDefault("2")
    int connections();

    /// Threads for hashing and encryption; 0 means one for each processor.
    @WithDefault("0")
    int workers();

    /// The walk over the piece store that finds rot.
    Scrub scrub();

    /// How the piece store is looked at.
    interface Scrub {
        /// In how much time all of it is looked at once; 0 for never by itself.
        @WithDefault("P7D")
        Duration every();

        /// How much of it is read a second, at most; 0 for as much as goes.
        @WithDefault("67108864")
        long bytesPerSecond();
    }

    /// How much of the line transfers take.
    Limits limits();

    /// Schedules such as `mon-fri 08:00-18:00 20MB/s; otherwise unlimited`. What an admin sets at run time
    /// comes first.
    interface Limits {
        @WithDefault("unlimited")
        String receive();

        @WithDefault("unlimited")
        String send();

        /// Whose times of day they are, such as `Europe/Berlin`.
        @WithDefault("UTC")
        String zone();
    }

    /// The address of the data port.
    interface Port {
        @WithDefault("127.0.0.1")
        String host();

        /// 0 means any free port.
        @WithDefault("7444")
        int number();
    }
}
