package dev.kontor.kit.tls;

import io.quarkus.security.credential.CertificateCredential;
import io.quarkus.security.identity.AuthenticationRequestContext;
import io.quarkus.security.identity.SecurityIdentity;
import io.quarkus.security.identity.SecurityIdentityAugmentor;
import io.quarkus.security.runtime.QuarkusSecurityIdentity;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.Arrays;
import javax.security.auth.x500.X500Principal;

/// Gives a caller with a certificate of the site's own authority the role that the certificate's common name says:
/// `@RolesAllowed("transfer-service")`.
@ApplicationScoped
public class CallerRole implements SecurityIdentityAugmentor {
    private static final String COMMON_NAME = "CN=";

    @Override
    public Uni<SecurityIdentity> augment(SecurityIdentity identity, AuthenticationRequestContext context) {
        CertificateCredential credential = identity.getCredential(CertificateCredential.class);
        if (credential == null) {
            return Uni.createFrom().item(identity);
        }
        String role = commonName(credential.getCertificate().getSubjectX500Principal());
        return Uni.createFrom()
                .item(QuarkusSecurityIdentity.builder(identity).addRole(role).build());
    }

    /// The common name of a subject that consists of nothing else; anything else is nobody.
    static String commonName(X500Principal subject) {
        return Arrays.stream(subject.getName(X500Principal.RFC2253).split(","))
                .filter(part -> part.startsWith(COMMON_NAME))
                .map(part -> part.substring(COMMON_NAME.length()))
                .findFirst()
                .orElse("");
    }
}
