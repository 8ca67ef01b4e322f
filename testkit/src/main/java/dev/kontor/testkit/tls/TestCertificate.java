package dev.kontor.testkit.tls;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.CertificateEncodingException;
import java.security.cert.X509Certificate;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// A leaf, its key, and the authority that issued it.
public record TestCertificate(KeyPair keys, X509Certificate leaf, X509Certificate authority) {
    private static final char[] NO_PASSWORD = "none".toCharArray();

    /// PEM: leaf and authority.
    public String chainPem() {
        return pem(leaf) + pem(authority);
    }

    public String keyPem() {
        return pem("PRIVATE KEY", keys.getPrivate().getEncoded());
    }

    public String authorityPem() {
        return pem(authority);
    }

    /// Writes `cert.pem`, `key.pem` and `ca.pem`, as a service has them in its `tls` directory.
    public Path writeTo(Path directory) {
        try {
            Files.createDirectories(directory);
            Files.writeString(directory.resolve("cert.pem"), chainPem());
            Files.writeString(directory.resolve("key.pem"), keyPem());
            Files.writeString(directory.resolve("ca.pem"), authorityPem());
            return directory;
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    /// TLS that shows this certificate and trusts its authority, for either side of a connection.
    public SSLContext context() {
        try {
            KeyStore store = KeyStore.getInstance("PKCS12");
            store.load(null, null);
            store.setKeyEntry("key", keys.getPrivate(), NO_PASSWORD, new Certificate[] {leaf, authority});
            store.setCertificateEntry("authority", authority);
            KeyManagerFactory key = KeyManagerFactory.getInstance("PKIX");
            key.init(store, NO_PASSWORD);
            TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
            trust.init(store);
            SSLContext context = SSLContext.getInstance("TLSv1.3");
            context.init(key.getKeyManagers(), trust.getTrustManagers(), null);
            return context;
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException("no TLS context", failure);
        }
    }

    static String pem(X509Certificate certificate) {
        try {
            return pem("CERTIFICATE", certificate.getEncoded());
        } catch (CertificateEncodingException failure) {
            throw new IllegalStateException("certificate cannot be encoded", failure);
        }
    }

    private static String pem(String label, byte[] der) {
        String body = Base64.getMimeEncoder(64, new byte[] {'\n'}).encodeToString(der);
        return "-----BEGIN %s-----\n%s\n-----END %s-----\n".formatted(label, body, label);
    }
}
