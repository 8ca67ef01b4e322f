package dev.kontor.gateway.control;

import dev.kontor.testkit.tls.TestCertificate;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyStore;
import java.security.cert.Certificate;
import java.security.cert.X509Certificate;
import java.util.List;
import javax.net.ssl.KeyManagerFactory;
import javax.net.ssl.SNIHostName;
import javax.net.ssl.SSLContext;
import javax.net.ssl.SSLEngine;
import javax.net.ssl.SSLParameters;
import javax.net.ssl.SSLSocket;
import javax.net.ssl.TrustManager;
import javax.net.ssl.X509ExtendedTrustManager;

/// Another site's end of a TLS connection to the edge under test, which believes whatever it is shown.
final class OtherSite implements AutoCloseable {
    private final SSLSocket socket;

    OtherSite(TestCertificate certificate, int edgePort, String serverName, String protocol, String... alpn)
            throws IOException, GeneralSecurityException {
        socket = (SSLSocket) context(certificate).getSocketFactory().createSocket("127.0.0.1", edgePort);
        socket.setSoTimeout(20_000);
        SSLParameters parameters = socket.getSSLParameters();
        parameters.setServerNames(List.of(new SNIHostName(serverName)));
        parameters.setApplicationProtocols(alpn);
        parameters.setProtocols(new String[] {protocol});
        socket.setSSLParameters(parameters);
    }

    /// Sends a request and reads until the other side closes.
    String ask(String request) throws IOException {
        socket.getOutputStream().write(request.getBytes(StandardCharsets.ISO_8859_1));
        socket.getOutputStream().flush();
        ByteArrayOutputStream answer = new ByteArrayOutputStream();
        int next = socket.getInputStream().read();
        while (next >= 0) {
            answer.write(next);
            next = socket.getInputStream().read();
        }
        return answer.toString(StandardCharsets.ISO_8859_1);
    }

    /// Sends a request without a body on a connection that ends with it.
    String get(String method, String target) throws IOException {
        return ask(method + " " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\n\r\n");
    }

    String post(String target, String body) throws IOException {
        return ask("POST " + target + " HTTP/1.1\r\nHost: x\r\nConnection: close\r\nContent-Type: application/cose\r\n"
                + "Content-Length: " + body.length() + "\r\n\r\n" + body);
    }

    @Override
    public void close() throws IOException {
        socket.close();
    }

    private static SSLContext context(TestCertificate certificate) throws IOException, GeneralSecurityException {
        KeyStore store = KeyStore.getInstance("PKCS12");
        store.load(null, null);
        char[] password = "none".toCharArray();
        store.setKeyEntry("key", certificate.keys().getPrivate(), password, new Certificate[] {
            certificate.leaf(), certificate.authority()
        });
        KeyManagerFactory keys = KeyManagerFactory.getInstance("PKIX");
        keys.init(store, password);
        SSLContext context = SSLContext.getInstance("TLS");
        context.init(keys.getKeyManagers(), new TrustManager[] {new Gullible()}, null);
        return context;
    }

    private static final class Gullible extends X509ExtendedTrustManager {
        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, Socket peer) {}

        @Override
        public void checkClientTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

        @Override
        public void checkServerTrusted(X509Certificate[] chain, String type, SSLEngine engine) {}

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
