package dev.kontor.wire.evidence;

import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.bytes.MalformedException;
import dev.kontor.wire.crypto.Sha256;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.Signature;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.util.Base64;
import java.util.Date;
import java.util.List;
import java.util.Optional;
import javax.security.auth.x500.X500Principal;

/// The two certificates of a container (RFC 5280): that of the evidence key, issued by the site's authority, and the
/// authority's own. What makes the authority the site's is that the site's signed descriptor names its key.
///
/// @param signer the evidence key's certificate
/// @param authority the site's
record Chain(X509Certificate signer, X509Certificate authority) {
    static final String FILE = "site-ca.pem";

    /// RFC 9336: for signing documents, so no TLS stack takes it.
    static final String DOCUMENT_SIGNING = "1.3.6.1.5.5.7.3.36";

    private static final int DIGITAL_SIGNATURE = 0;
    private static final int CERTIFICATE_SIGNING = 5;

    static Chain of(List<Bytes> certificates) {
        return new Chain(certificate(certificates.getFirst()), certificate(certificates.getLast()));
    }

    private static X509Certificate certificate(Bytes der) {
        try {
            return (X509Certificate) CertificateFactory.getInstance("X.509")
                    .generateCertificate(new ByteArrayInputStream(der.toArray()));
        } catch (GeneralSecurityException unreadable) {
            throw new MalformedException(0, "no certificate: " + unreadable.getMessage());
        }
    }

    /// What is wrong with the signature, or nothing.
    Optional<String> fault(CmsSignature signature, Bytes content) {
        try {
            authority.verify(authority.getPublicKey());
            signer.verify(authority.getPublicKey());
            Signature ecdsa = Signature.getInstance("SHA256withECDSA");
            ecdsa.initVerify(signer.getPublicKey());
            ecdsa.update(signature.attributes(content).toArray());
            if (!ecdsa.verify(signature.value().toArray())) {
                return Optional.of("the signature over the container's manifest does not hold");
            }
            return uses(signature);
        } catch (GeneralSecurityException broken) {
            return Optional.of("the certificates or the signature do not hold: " + broken.getMessage());
        }
    }

    private Optional<String> uses(CmsSignature signature) throws GeneralSecurityException {
        X500Principal issuer = authority.getSubjectX500Principal();
        if (!authority.getIssuerX500Principal().equals(issuer)
                || !signer.getIssuerX500Principal().equals(issuer)) {
            return Optional.of("the certificates are no chain");
        }
        if (authority.getBasicConstraints() < 0 || !may(authority, CERTIFICATE_SIGNING)) {
            return Optional.of("the second certificate is no authority's");
        }
        List<String> purposes = signer.getExtendedKeyUsage();
        if (signer.getBasicConstraints() >= 0
                || !may(signer, DIGITAL_SIGNATURE)
                || purposes == null
                || !purposes.contains(DOCUMENT_SIGNING)) {
            return Optional.of("the first certificate is not for signing documents");
        }
        signer.checkValidity(Date.from(signature.at()));
        authority.checkValidity(Date.from(signature.at()));
        return Optional.empty();
    }

    private static boolean may(X509Certificate certificate, int usage) {
        boolean[] usages = certificate.getKeyUsage();
        return usages != null && usages[usage];
    }

    /// What a descriptor pins: SHA-256 of the authority's SubjectPublicKeyInfo.
    Bytes authorityKeyHash() {
        return Sha256.digest(Bytes.of(authority.getPublicKey().getEncoded()));
    }

    /// A certificate as other programs read it.
    static Bytes pem(Bytes der) {
        String lines = Base64.getMimeEncoder(64, "\n".getBytes(StandardCharsets.US_ASCII))
                .encodeToString(der.toArray());
        return Bytes.utf8("-----BEGIN CERTIFICATE-----\n" + lines + "\n-----END CERTIFICATE-----\n");
    }
}
