package dev.kontor.kit.enrol;

import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.KeyStore;
import java.security.spec.ECGenParameterSpec;
import java.time.Duration;
import javax.net.ssl.SSLContext;
import javax.net.ssl.TrustManagerFactory;
import javax.security.auth.x500.X500Principal;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentSignerBuilder;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequestBuilder;

/// One enrolment: a new P-256 key, a request to identity-service over TLS that trusts the site's certificate authority
/// only, and key and certificate on disk. The key never leaves this machine. Blocks.
final class EnrolmentClient {
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final Duration DEADLINE = Duration.ofSeconds(10);
    private static final int OK = 200;
    private static final int LONGEST_REASON = 300;

    private EnrolmentClient() {}

    static void enrol(Environment environment, CertificateFiles files)
            throws IOException, GeneralSecurityException, InterruptedException {
        String authority = Files.readString(environment.authorityFile());
        Bytes secret = Bytes.utf8(Files.readString(environment.secretFile()).strip());
        KeyPair pair = newKey();
        EnrolmentMessage.Request request = new EnrolmentMessage.Request(
                environment.service(), request(environment.service(), pair), environment.names());
        EnrolmentMessage.Answer answer = post(environment, secret, JSON.writeValueAsBytes(request));
        files.write(pair, answer.chain(), authority);
    }

    private static EnrolmentMessage.Answer post(Environment environment, Bytes secret, byte[] body)
            throws IOException, GeneralSecurityException, InterruptedException {
        try (HttpClient client = HttpClient.newBuilder()
                .version(HttpClient.Version.HTTP_1_1)
                .connectTimeout(DEADLINE)
                .sslContext(trusting(environment.authorityFile()))
                .build()) {
            HttpRequest request = HttpRequest.newBuilder(
                            environment.identityUrl().resolve("/enrolment"))
                    .timeout(DEADLINE)
                    .header("Content-Type", "application/json")
                    .header(EnrolmentMessage.HEADER, EnrolmentMessage.authenticate(secret, body))
                    .POST(HttpRequest.BodyPublishers.ofByteArray(body))
                    .build();
            HttpResponse<String> response = client.send(request, HttpResponse.BodyHandlers.ofString());
            if (response.statusCode() != OK) {
                String said = response.body();
                throw new IOException("identity-service answered %d: %s"
                        .formatted(response.statusCode(), said.substring(0, Math.min(said.length(), LONGEST_REASON))));
            }
            return JSON.readValue(response.body(), EnrolmentMessage.Answer.class);
        }
    }

    private static KeyPair newKey() throws GeneralSecurityException {
        KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
        generator.initialize(new ECGenParameterSpec("secp256r1"));
        return generator.generateKeyPair();
    }

    private static String request(String service, KeyPair pair) throws GeneralSecurityException {
        try {
            byte[] der = new JcaPKCS10CertificationRequestBuilder(new X500Principal("CN=" + service), pair.getPublic())
                    .build(new JcaContentSignerBuilder("SHA256withECDSA").build(pair.getPrivate()))
                    .getEncoded();
            return CertificateFiles.pem("CERTIFICATE REQUEST", der);
        } catch (OperatorCreationException | IOException impossible) {
            throw new GeneralSecurityException("the certificate request cannot be made", impossible);
        }
    }

    private static SSLContext trusting(Path authority) throws IOException, GeneralSecurityException {
        KeyStore anchors = KeyStore.getInstance(KeyStore.getDefaultType());
        anchors.load(null, null);
        anchors.setCertificateEntry("site", CertificateFiles.read(authority).getFirst());
        TrustManagerFactory trust = TrustManagerFactory.getInstance("PKIX");
        trust.init(anchors);
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, trust.getTrustManagers(), null);
        return context;
    }
}
