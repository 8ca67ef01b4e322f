package dev.kontor.connector.poll;

import io.quarkus.tls.TlsConfiguration;
import io.quarkus.tls.TlsConfigurationRegistry;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URI;
import java.net.http.HttpClient;
import java.util.concurrent.ExecutorService;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/// How this service reaches transfer-service: mutual TLS with the certificate of the moment, so a client made for one
/// poll follows the renewal of certificates by itself.
@ApplicationScoped
public class TransferAccess {
    private final URI base;
    private final TlsConfigurationRegistry certificates;

    TransferAccess(@ConfigProperty(name = "kontor.transfer.url") URI base, TlsConfigurationRegistry certificates) {
        this.base = base;
        this.certificates = certificates;
    }

    public URI base() {
        return base;
    }

    HttpClient client(ExecutorService threads) {
        HttpClient.Builder client =
                HttpClient.newBuilder().version(HttpClient.Version.HTTP_1_1).executor(threads);
        if ("https".equals(base.getScheme())) {
            TlsConfiguration site = certificates
                    .get("site")
                    .orElseThrow(() -> new IllegalStateException("the TLS configuration 'site' is missing"));
            try {
                client.sslContext(site.createSSLContext());
            } catch (Exception unreadable) {
                throw new IllegalStateException("this service's certificate cannot be read", unreadable);
            }
        }
        return client.build();
    }
}
