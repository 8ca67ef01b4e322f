package dev.kontor.launcher.postgres;

import dev.kontor.launcher.failure.LauncherException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Locale;
import java.util.Map;
import org.apache.commons.compress.archivers.tar.TarArchiveEntry;
import org.apache.commons.compress.archivers.tar.TarArchiveInputStream;
import org.tukaani.xz.XZInputStream;

/// The server's programs, which come as an archive on the class path and are unpacked once.
///
/// @param folder where they lie
public record PostgresBinaries(Path folder) {
    private static final Map<String, String> ARCHITECTURES =
            Map.of("amd64", "x86_64", "x86_64", "x86_64", "aarch64", "arm_64", "arm64", "arm_64");

    /// The programs under `cache`, unpacked now when they are not there yet. The caller holds a lock on the cache.
    public static PostgresBinaries unpackedUnder(Path cache) {
        String resource = archive(System.getProperty("os.name"), System.getProperty("os.arch"));
        Path folder = cache.resolve("postgres-" + digestOf(resource));
        if (!Files.exists(folder)) {
            unpack(resource, folder);
        }
        return new PostgresBinaries(folder);
    }

    public Path program(String name) {
        return folder.resolve("bin").resolve(name);
    }

    static String archive(String operatingSystem, String architecture) {
        String system = operatingSystem.toLowerCase(Locale.ROOT).contains("mac") ? "darwin" : "linux";
        String machine = ARCHITECTURES.get(architecture);
        if (machine == null) {
            throw noBinaries(operatingSystem, architecture);
        }
        return "/postgres-" + system + "-" + machine + ".txz";
    }

    private static LauncherException noBinaries(String operatingSystem, String architecture) {
        return new LauncherException("There is no PostgreSQL for " + operatingSystem + " on " + architecture
                + " in this build. Configure an external database with `kontor up --config`, see"
                + " deploy/site.example.yaml.");
    }

    private static String digestOf(String resource) {
        try (InputStream archive = open(resource)) {
            var crc = new java.util.zip.CRC32();
            crc.update(archive.readAllBytes());
            return Long.toHexString(crc.getValue());
        } catch (IOException failure) {
            throw LauncherException.io("read PostgreSQL's archive", failure);
        }
    }

    private static InputStream open(String resource) {
        InputStream archive = PostgresBinaries.class.getResourceAsStream(resource);
        if (archive == null) {
            throw noBinaries(System.getProperty("os.name"), System.getProperty("os.arch"));
        }
        return archive;
    }

    private static void unpack(String resource, Path folder) {
        Path part = folder.resolveSibling(folder.getFileName() + ".part");
        try (TarArchiveInputStream tar =
                new TarArchiveInputStream(new XZInputStream(new BufferedInputStream(open(resource))))) {
            Files.createDirectories(part);
            for (TarArchiveEntry entry = tar.getNextEntry(); entry != null; entry = tar.getNextEntry()) {
                place(tar, entry, part);
            }
            Files.move(part, folder, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException failure) {
            throw LauncherException.io("unpack PostgreSQL to " + folder, failure);
        }
    }

    private static void place(TarArchiveInputStream tar, TarArchiveEntry entry, Path root) throws IOException {
        Path target = root.resolve(entry.getName()).normalize();
        if (!target.startsWith(root)) {
            throw new IOException("the archive has an entry outside itself: " + entry.getName());
        }
        if (entry.isDirectory()) {
            Files.createDirectories(target);
            return;
        }
        Files.createDirectories(target.getParent());
        Files.deleteIfExists(target);
        if (entry.isSymbolicLink()) {
            Files.createSymbolicLink(target, Path.of(entry.getLinkName()));
            return;
        }
        Files.copy(tar, target);
        boolean executable = (entry.getMode() & 0100) != 0;
        Files.setPosixFilePermissions(target, PosixFilePermissions.fromString(executable ? "rwxr-xr-x" : "rw-r--r--"));
    }
}
