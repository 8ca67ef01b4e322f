package dev.kontor.kit.enrol;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.sun.net.httpserver.HttpExchange;
import com.sun.net.httpserver.HttpsConfigurator;
import com.sun.net.httpserver.HttpsServer;
import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.testkit.tls.TestAuthority.Leaf;
import dev.kontor.testkit.tls.TestCertificate;
import dev.kontor.wire.bytes.Bytes;
import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.PublicKey;
import java.util.concurrent.atomic.AtomicInteger;
import org.bouncycastle.openssl.PEMParser;
import org.bouncycastle.operator.OperatorCreationException;
import org.bouncycastle.operator.jcajce.JcaContentVerifierProviderBuilder;
import org.bouncycastle.pkcs.PKCS10CertificationRequest;
import org.bouncycastle.pkcs.PKCSException;
import org.bouncycastle.pkcs.jcajce.JcaPKCS10CertificationRequest;

/// The enrolment side of identity-service, over real TLS.
final class FakeIdentity implements AutoCloseable {
    private final TestAuthority authority;
    private final Bytes secret;
    private final HttpsServer server;
    private final AtomicInteger requests = new AtomicInteger();
    private volatile boolean anotherKey;

    FakeIdentity(TestAuthority authority, String secret) {
        this.authority = authority;
        this.secret = Bytes.utf8(secret);
        try {
            server = HttpsServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
        server.setHttpsConfigurator(
                new HttpsConfigurator(authority.issue("identity-service").context()));
        server.createContext("/enrolment", this::enrol);
        server.start();
    }

    String url() {
        return "https://127.0.0.1:" + server.getAddress().getPort();
    }

    String authorityPem() {
        return authority.issue("any").authorityPem();
    }

    int requests() {
        return requests.get();
    }

    void answerWithAnotherKey() {
        anotherKey = true;
    }

    @Override
    public void close() {
        server.stop(0);
    }

    private void enrol(HttpExchange exchange) throws IOException {
        requests.incrementAndGet();
        byte[] body = exchange.getRequestBody().readAllBytes();
        String shown = exchange.getRequestHeaders().getFirst(EnrolmentMessage.HEADER);
        if (EnrolmentMessage.authenticate(secret, body).equals(shown)) {
            answer(exchange, 200, issue(body));
        } else {
            answer(exchange, 403, "{\"title\":\"the secret is wrong\"}".getBytes(StandardCharsets.UTF_8));
        }
    }

    private byte[] issue(byte[] body) throws IOException {
        ObjectMapper json = new ObjectMapper();
        EnrolmentMessage.Request request = json.readValue(body, EnrolmentMessage.Request.class);
        TestCertificate own = authority.issue(request.service());
        TestCertificate issued = anotherKey
                ? own
                : new TestCertificate(
                        own.keys(),
                        authority.issue(Leaf.of(request.service()), provenKey(request.csr())),
                        authority.certificate());
        return json.writeValueAsBytes(new EnrolmentMessage.Answer(issued.chainPem()));
    }

    private static PublicKey provenKey(String csr) throws IOException {
        try (PEMParser pem = new PEMParser(new StringReader(csr))) {
            var request = new JcaPKCS10CertificationRequest((PKCS10CertificationRequest) pem.readObject());
            PublicKey key = request.getPublicKey();
            if (!request.isSignatureValid(new JcaContentVerifierProviderBuilder().build(key))) {
                throw new IOException("the request is not signed by its key");
            }
            return key;
        } catch (GeneralSecurityException | OperatorCreationException | PKCSException failure) {
            throw new IOException(failure);
        }
    }

    private static void answer(HttpExchange exchange, int status, byte[] body) throws IOException {
        exchange.sendResponseHeaders(status, body.length);
        exchange.getResponseBody().write(body);
        exchange.close();
    }
}
