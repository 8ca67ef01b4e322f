package dev.kontor.transfer.content;

import io.quarkus.vertx.http.HttpServerOptionsCustomizer;
import io.vertx.core.http.HttpServerOptions;
import io.vertx.core.net.OpenSSLEngineOptions;
import jakarta.inject.Singleton;

/// Lets BoringSSL encrypt what goes to the gateway, where it is there: it takes half of the processor time of the JDK's
/// TLS. A native binary has none and uses the JDK's.
@Singleton
class FastTls implements HttpServerOptionsCustomizer {
    @Override
    public void customizeHttpsServer(HttpServerOptions options) {
        if (OpenSSLEngineOptions.isAvailable()) {
            options.setSslEngineOptions(new OpenSSLEngineOptions());
        }
    }
}
