package dev.kontor.launcher.broker;

import dev.kontor.launcher.failure.LauncherException;
import dev.kontor.launcher.process.ChildSpec;
import dev.kontor.launcher.process.Probe;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;

/// Describes the broker process to the supervisor.
///
/// @param java the `java` program to run it with
/// @param classPath a class path that holds this jar and what it needs
/// @param archive class data sharing archive, which the JVM makes at its first end and checks at each start
public record Broker(Path java, String classPath, Path archive, BrokerSettings settings) {

    /// Writes the settings down and says what to run.
    public ChildSpec child(Path log) {
        Path file = settings.folder().resolve("broker.properties");
        try {
            Files.createDirectories(settings.folder());
            Files.createDirectories(archive.toAbsolutePath().getParent());
            Files.deleteIfExists(file);
            Files.createFile(file, PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            Files.writeString(file, settings.toText(), StandardOpenOption.WRITE);
        } catch (IOException failure) {
            throw LauncherException.io("write the broker's settings " + file, failure);
        }
        return ChildSpec.of("broker", command(file), settings.folder(), log, Probe.port(settings.port()))
                .withEnvironment(Map.of("MALLOC_ARENA_MAX", "2"));
    }

    private List<String> command(Path file) {
        return List.of(
                java.toString(),
                "-XX:+UseSerialGC",
                "-XX:TieredStopAtLevel=1",
                "-XX:+UseCompactObjectHeaders",
                "-Xms16m",
                "-Xmx96m",
                "-Xss512k",
                "-XX:MaxMetaspaceSize=96m",
                "-XX:ReservedCodeCacheSize=32m",
                "-XX:+ExitOnOutOfMemoryError",
                "-XX:+AutoCreateSharedArchive",
                "-XX:SharedArchiveFile=" + archive,
                "-Xlog:disable",
                "--sun-misc-unsafe-memory-access=allow",
                "-Dorg.slf4j.simpleLogger.defaultLogLevel=warn",
                "-Dorg.slf4j.simpleLogger.log.org.apache.activemq.artemis.core.server=info",
                "-Dorg.slf4j.simpleLogger.showDateTime=true",
                "-Dorg.slf4j.simpleLogger.dateTimeFormat=yyyy-MM-dd'T'HH:mm:ss.SSSZ",
                "-Dio.netty.allocator.numHeapArenas=1",
                "-Dio.netty.allocator.numDirectArenas=1",
                "-cp",
                classPath,
                BrokerProcess.class.getName(),
                file.toString());
    }
}
