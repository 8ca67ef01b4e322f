package dev.kontor.kit.tls;

import dev.kontor.kit.enrol.CertificateFiles;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.KeyStore;
import java.security.PrivateKey;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.Base64;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;

/// The JDK's TLS from the files that a service has.
final class PemContext {
    private static final char[] NO_PASSWORD = "none".toCharArray();

    private PemContext() {}

    /// Shows the certificate in the directory and trusts the authority.
    static SSLContext of(Path directory, Path authority) {
        try {
            CertificateFiles files = new CertificateFiles(directory);
            KeyStore store = emptyStore();
            X509Certificate[] chain = CertificateFiles.read(files.certificate()).toArray(X509Certificate[]::new);
            store.setKeyEntry("key", key(files.key()), NO_PASSWORD, chain);
            return context(store, authority);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    /// Shows nothing and trusts the authority.
    static SSLContext trusting(Path authority) {
        try {
            return context(emptyStore(), authority);
        } catch (GeneralSecurityException | IOException failure) {
            throw new IllegalStateException(failure);
        }
    }

    private static SSLContext context(KeyStore store, Path authority) throws GeneralSecurityException, IOException {
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, NO_PASSWORD);
        KeyStore anchors = emptyStore();
        anchors.setCertificateEntry(
                "authority", CertificateFiles.read(authority).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), trust.getTrustManagers(), null);
        return context;
    }

    private static KeyStore emptyStore() throws GeneralSecurityException, IOException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        return store;
    }

    private static PrivateKey key(Path file) throws IOException, GeneralSecurityException {
        String pem = Files.readString(file).replaceAll("-----[A-Z ]+-----", "");
        return KeyFactory.getInstance("EC")
                .generatePrivate(new PKCS8EncodedKeySpec(Base64.getMimeDecoder().decode(pem)));
    }
}
