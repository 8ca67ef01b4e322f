package dev.kontor.kit.enrol;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.time.Duration;
import java.time.Instant;
import java.util.Base64;
import java.util.List;
import java.util.Set;

/// A service's `cert.pem` (leaf and CA), `key.pem` (PKCS#8) and `ca.pem` in one directory: 0600, each written whole.
/// The certificate is written last; a reader that finds a new certificate finds its key too.
///
/// @param directory `<data dir>/tls`
public record CertificateFiles(Path directory) {
    private static final Set<StandardOpenOption> NEW =
            Set.of(StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE);

    public Path certificate() {
        return directory.resolve("cert.pem");
    }

    public Path key() {
        return directory.resolve("key.pem");
    }

    public Path authority() {
        return directory.resolve("ca.pem");
    }

    /// Writes all three.
    ///
    /// @param chain PEM: leaf and certificate authority
    /// @param authority PEM
    public void write(KeyPair pair, String chain, String authority) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = parse(chain);
        if (certificates.isEmpty() || !certificates.getFirst().getPublicKey().equals(pair.getPublic())) {
            throw new GeneralSecurityException("the certificate that was issued is not for the key that was sent");
        }
        Files.createDirectories(directory);
        replace(authority(), authority);
        replace(key(), pem("PRIVATE KEY", pair.getPrivate().getEncoded()));
        replace(certificate(), chain);
    }

    /// Whether certificate and key are there, belong to this authority, and less than two thirds of the life is over.
    public boolean usable(Path authorityFile, Instant now) {
        try {
            if (!Files.exists(key()) || !Files.exists(certificate())) {
                return false;
            }
            X509Certificate leaf = read(certificate()).getFirst();
            leaf.verify(read(authorityFile).getFirst().getPublicKey());
            return now.isBefore(renewAt(leaf)) && Files.exists(authority());
        } catch (IOException | GeneralSecurityException | RuntimeException unusable) {
            return false;
        }
    }

    /// Two thirds into the certificate's life.
    static Instant renewAt(X509Certificate leaf) {
        Instant from = leaf.getNotBefore().toInstant();
        Duration life = Duration.between(from, leaf.getNotAfter().toInstant());
        return from.plus(life.multipliedBy(2).dividedBy(3));
    }

    /// The certificates of a PEM file, in its order; at least one.
    public static List<X509Certificate> read(Path file) throws IOException, GeneralSecurityException {
        List<X509Certificate> certificates = parse(Files.readString(file));
        if (certificates.isEmpty()) {
            throw new GeneralSecurityException(file + " holds no certificate");
        }
        return certificates;
    }

    /// PEM text of some DER.
    public static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }

    private static List<X509Certificate> parse(String pem) throws GeneralSecurityException {
        return CertificateFactory.getInstance("X.509")
                .generateCertificates(new ByteArrayInputStream(pem.getBytes(StandardCharsets.US_ASCII)))
                .stream()
                .map(X509Certificate.class::cast)
                .toList();
    }

    private static void replace(Path target, String content) throws IOException {
        Path temporary = target.resolveSibling(target.getFileName() + ".new");
        var ownerOnly = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
        Files.deleteIfExists(temporary);
        try (FileChannel channel = FileChannel.open(temporary, NEW, ownerOnly)) {
            channel.write(StandardCharsets.US_ASCII.encode(content));
            channel.force(true);
        }
        Files.move(temporary, target, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }
}
