package dev.kontor.e2e;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.kontor.e2e.TwoSites.Running;
import dev.kontor.e2e.TwoSites.Site;
import java.io.IOException;
import java.io.OutputStream;
import java.net.Socket;
import java.security.GeneralSecurityException;
import java.security.cert.X509Certificate;
import java.util.List;
import java.util.Random;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509TrustManager;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.ExtendWith;

/// What somebody learns who reaches the public port without being a partner: nothing.
@ExtendWith(TwoSites.class)
class StrangerIT {
    private static final int PATIENCE_MILLIS = 15_000;

    private final Site acme;

    StrangerIT(Running sites) {
        this.acme = sites.acme();
    }

    @Test
    void getsNoAnswerToNoise() throws IOException {
        byte[] noise = new byte[4096];
        new Random(3).nextBytes(noise);
        try (Socket socket = new Socket(acme.edgeHost(), acme.edgePort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            OutputStream out = socket.getOutputStream();
            out.write(noise);
            out.flush();
            assertClosedOrAlert(socket);
        }
    }

    @Test
    void getsNoAnswerToPlainHttp() throws IOException {
        try (Socket socket = new Socket(acme.edgeHost(), acme.edgePort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            socket.getOutputStream()
                    .write("GET / HTTP/1.1\r\nHost: x\r\n\r\n".getBytes(java.nio.charset.StandardCharsets.US_ASCII));
            assertClosedOrAlert(socket);
        }
    }

    @Test
    void meetsNoSiteUnderAForeignName() {
        assertThrows(IOException.class, () -> handshake("a".repeat(52) + ".kontor"));
        assertThrows(IOException.class, () -> handshake("www.example.org"));
    }

    private static void assertClosedOrAlert(Socket socket) throws IOException {
        byte[] answer = socket.getInputStream().readNBytes(64);
        if (answer.length > 0) {
            assertEquals(21, answer[0], "only a TLS alert may come back");
        }
    }

    private void handshake(String name) throws IOException, GeneralSecurityException {
        SSLContext context = SSLContext.getInstance("TLSv1.3");
        context.init(null, new TrustManager[] {new Gullible()}, null);
        try (SSLSocket socket = (SSLSocket) context.getSocketFactory().createSocket(acme.edgeHost(), acme.edgePort())) {
            socket.setSoTimeout(PATIENCE_MILLIS);
            SSLParameters parameters = socket.getSSLParameters();
            parameters.setServerNames(List.of(new SNIHostName(name)));
            socket.setSSLParameters(parameters);
            socket.startHandshake();
            if (socket.getInputStream().read() < 0) {
                throw new IOException("closed after the handshake");
            }
        }
    }

    /// Trusts whatever it meets, so that only the server can refuse.
    private static final class Gullible implements X509TrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type) {}

        @Override
        public X509Certificate[] getAcceptedIssuers() {
            return new X509Certificate[0];
        }
    }
}
