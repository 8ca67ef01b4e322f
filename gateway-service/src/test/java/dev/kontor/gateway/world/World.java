package dev.kontor.gateway.world;

import dev.kontor.testkit.tls.TestAuthority;
import dev.kontor.wire.bytes.Bytes;
import dev.kontor.wire.crypto.Sha256;
import dev.kontor.wire.id.OrgId;
import dev.kontor.wire.id.SiteId;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/// Everything around one gateway under test. A test gets it by a field of this type.
public final class World implements QuarkusTestResourceLifecycleManager {
    private final FakeServices services = new FakeServices();
    private final FakeSignIn signIn = new FakeSignIn(services);
    private final TestAuthority authority = TestAuthority.of(site().toString());
    private final int edgePort = freePort();

    private boolean trusted = true;

    /// With `trust` set to `none`, identity-service tells nothing.
    @Override
    public void init(Map<String, String> args) {
        trusted = !"none".equals(args.get("trust"));
    }

    @Override
    public Map<String, String> start() {
        Path directory = temporary();
        authority.issue("gateway-service", site() + ".kontor").writeTo(directory.resolve("tls"));
        Bytes pin =
                Bytes.of(Sha256.digest(authority.certificate().getPublicKey().getEncoded()));
        if (trusted) {
            services.onJson("/internal/trust", 200, new Trusts(pin, edgePort).json());
        }
        services.onJson("/api/v1/namespaces", 200, """
                [{"name":"invoices","mode":"snapshot"},{"name":"prices","mode":"live"},{"name":"stock","mode":"live"}]""");
        Map<String, String> config = new HashMap<>();
        for (String service : new String[] {"identity", "discovery", "connector", "transfer"}) {
            config.put("kontor." + service + ".url", services.url());
        }
        config.put("kontor.data.dir", directory.toString());
        config.put("kontor.edge.host", "127.0.0.1");
        config.put("kontor.edge.port", Integer.toString(edgePort));
        config.put("quarkus.oidc.auth-server-url", signIn.issuer());
        config.put("quarkus.oidc.credentials.secret", "a-secret-for-tests-that-is-long-enough");
        return config;
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(this, new TestInjector.MatchesType(World.class));
    }

    @Override
    public void stop() {
        services.close();
    }

    public FakeServices services() {
        return services;
    }

    public FakeSignIn signIn() {
        return signIn;
    }

    public TestAuthority authority() {
        return authority;
    }

    public int edgePort() {
        return edgePort;
    }

    public static SiteId site() {
        return Trusts.ownSite();
    }

    public static OrgId org(String name) {
        return Trusts.org(name);
    }

    private static int freePort() {
        try (ServerSocket socket = new ServerSocket(0, 1, InetAddress.getLoopbackAddress())) {
            return socket.getLocalPort();
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }

    private static Path temporary() {
        try {
            return Files.createTempDirectory("gateway-test");
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
