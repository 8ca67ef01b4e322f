package dev.kontor.connector.api;

import dev.kontor.connector.FakeSource;
import dev.kontor.connector.FakeTransfer;
import io.quarkus.test.common.QuarkusTestResourceLifecycleManager;
import java.util.Map;

/// A source and a transfer-service beside the service under test.
public final class FakesResource implements QuarkusTestResourceLifecycleManager {
    private final FakeSource source = new FakeSource();
    private final FakeTransfer transfer = new FakeTransfer();

    @Override
    public Map<String, String> start() {
        return Map.of(
                "kontor.transfer.url",
                transfer.url().toString(),
                "kontor.data.dir",
                "target/test-data/connector-" + ProcessHandle.current().pid());
    }

    @Override
    public void stop() {
        source.close();
        transfer.close();
    }

    @Override
    public void inject(TestInjector injector) {
        injector.injectIntoFields(source, new TestInjector.MatchesType(FakeSource.class));
        injector.injectIntoFields(transfer, new TestInjector.MatchesType(FakeTransfer.class));
    }
}
