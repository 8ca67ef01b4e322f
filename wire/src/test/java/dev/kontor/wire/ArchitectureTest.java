package dev.kontor.wire;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.wire").pure("dev.kontor.wire..").check();
    }
}
