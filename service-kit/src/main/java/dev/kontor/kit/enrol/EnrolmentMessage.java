package dev.kontor.kit.enrol;

import com.fasterxml.jackson.annotation.JsonProperty;
import dev.kontor.wire.bytes.Bytes;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.security.GeneralSecurityException;
import java.util.List;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;

/// The two messages of `POST /enrolment`, and the authentication of the first.
public sealed interface EnrolmentMessage {
    /// The request header with the [authentication][#authenticate] of the body.
    String HEADER = "Kontor-Enrolment";

    /// What a service asks for.
    ///
    /// @param service its name: the common name of the certificate and the role of its bearer
    /// @param csr a PKCS#10 request in PEM for a P-256 key
    /// @param names host names beyond those that the certificate authority gives the service anyway
    @RegisterForReflection
    record Request(
            @JsonProperty("service") String service,
            @JsonProperty("csr") String csr,
            @JsonProperty("names") List<String> names)
            implements EnrolmentMessage {
        public Request {
            if (service == null || csr == null || service.isBlank() || csr.isBlank()) {
                throw new IllegalArgumentException("an enrolment needs a service and a csr in PEM");
            }
            names = names == null ? List.of() : List.copyOf(names);
        }
    }

    /// What the certificate authority answers.
    ///
    /// @param chain PEM: the leaf certificate and then the certificate authority's own
    @RegisterForReflection
    record Answer(@JsonProperty("chain") String chain) implements EnrolmentMessage {}

    /// HMAC-SHA256 of the body under the shared secret, hex: shows that the sender can read the site's secret file.
    ///
    /// @param secret the bytes of `enrolment.secret`, surrounding white space taken away
    static String authenticate(Bytes secret, byte[] body) {
        try {
            Mac mac = Mac.getInstance("HmacSHA256");
            mac.init(new SecretKeySpec(secret.toArray(), "HmacSHA256"));
            return Bytes.of(mac.doFinal(body)).hex();
        } catch (GeneralSecurityException missing) {
            throw new IllegalStateException("the JDK has no HmacSHA256", missing);
        }
    }
}
