package dev.kontor.identity.ca;

import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.bouncycastle.asn1.ASN1ObjectIdentifier;
import org.bouncycastle.asn1.sec.SECObjectIdentifiers;
import org.bouncycastle.asn1.x509.AlgorithmIdentifier;
import org.bouncycastle.asn1.x509.SubjectPublicKeyInfo;
import org.bouncycastle.asn1.x9.X9ObjectIdentifiers;
import org.bouncycastle.crypto.util.PublicKeyFactory;
import org.bouncycastle.operator.DefaultDigestAlgorithmIdentifierFinder;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.bc.BcECContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;

/// Checks a certificate request and has it signed. What is in the request besides its key counts for nothing: the
/// names in the certificate come from [EnrolmentPolicy].
public record Enrolment(CertificateAuthority authority, EnrolmentPolicy policy) {
    private static final int MAX_REQUEST_BYTES = 4096;

    public sealed interface Outcome {
        /// A certificate was issued.
        ///
        /// @param chain leaf and CA in PEM
        record Issued(String chain) implements Outcome {}

        record Refused(String reason) implements Outcome {}
    }

    public Outcome issue(String service, String requestPem, List<String> wantedNames, Instant now) {
        Optional<EnrolmentPolicy.Names> names = policy.names(service, wantedNames);
        if (names.isEmpty()) {
            return new Outcome.Refused("no certificate for service " + service + " with these names");
        }
        Optional<PKCS10CertificationRequest> request = parse(requestPem);
        if (request.isEmpty()) {
            return new Outcome.Refused("not a PKCS#10 request in PEM");
        }
        if (!isP256(request.get().getSubjectPublicKeyInfo())) {
            return new Outcome.Refused("the key is not on the curve P-256");
        }
        if (!signedByItsKey(request.get())) {
            return new Outcome.Refused("the request is not signed by its own key");
        }
        Bytes leaf = authority.issue(request.get().getSubjectPublicKeyInfo(), names.get(), now);
        return new Outcome.Issued(Pem.certificate(leaf) + Pem.certificate(authority.certificate()));
    }

    private static Optional<PKCS10CertificationRequest> parse(String pem) {
        return Pem.request(pem).filter(der -> der.length <= MAX_REQUEST_BYTES).flatMap(der -> {
            try {
                return Optional.of(new PKCS10CertificationRequest(der));
            } catch (IOException malformed) {
                return Optional.empty();
            }
        });
    }

    private static boolean isP256(SubjectPublicKeyInfo key) {
        AlgorithmIdentifier algorithm = key.getAlgorithm();
        return algorithm.getAlgorithm().equals(X9ObjectIdentifiers.id_ecPublicKey)
                && algorithm.getParameters() instanceof ASN1ObjectIdentifier curve
                && curve.equals(SECObjectIdentifiers.secp256r1);
    }

    private static boolean signedByItsKey(PKCS10CertificationRequest request) {
        try {
            return request.isSignatureValid(
                    new BcECContentVerifierProviderBuilder(new DefaultDigestAlgorithmIdentifierFinder())
                            .build(PublicKeyFactory.createKey(request.getSubjectPublicKeyInfo())));
        } catch (OperatorCreationException | PKCSException | IOException | IllegalArgumentException unusable) {
            return false;
        }
    }
}
