package dev.kontor.identity.start;

import dev.kontor.identity.ca.EnrolmentPolicy;
import dev.kontor.identity.ca.Pem;
import dev.kontor.identity.keys.AtomicFile;
import dev.kontor.identity.settings.Settings;
import dev.kontor.identity.site.OurSite;
import dev.kontor.kit.enrol.CertificateFiles;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.spec.ECGenParameterSpec;
import java.time.Instant;
import java.util.List;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;

/// This service's own certificate, and the CA certificate where the other services look for it.
record OwnCertificate(OurSite site, Settings settings) {
    /// Publishes the CA certificate, and issues a new certificate unless the present one is good for long enough.
    ///
    /// @return whether a new one was issued
    boolean provide(Instant now) throws IOException, GeneralSecurityException {
        String authority = Pem.certificate(site.authority().certificate());
        publish(settings.authorityFile(), authority);
        CertificateFiles files = new CertificateFiles(settings.tlsDirectory());
        if (files.usable(settings.authorityFile(), now)) {
            return false;
        }
        KeyPair pair = newPair();
        EnrolmentPolicy.Names names = site.enrolmentPolicy()
                .names(EnrolmentPolicy.IDENTITY, List.of())
                .orElseThrow(() -> new IllegalStateException("the policy knows no identity-service"));
        Bytes leaf = site.authority()
                .issue(SubjectPublicKeyInfo.getInstance(pair.getPublic().getEncoded()), names, now);
        AtomicFile.folder(settings.tlsDirectory());
        files.write(pair, Pem.certificate(leaf) + authority, authority);
        return true;
    }

    private static void publish(Path file, String authority) throws IOException {
        if (!Files.exists(file) || !Files.readString(file).equals(authority)) {
            AtomicFile.writePublic(file, authority.getBytes(StandardCharsets.US_ASCII));
        }
    }

    private static KeyPair newPair() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }
}
