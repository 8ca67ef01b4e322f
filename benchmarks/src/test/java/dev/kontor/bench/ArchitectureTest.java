package dev.kontor.bench;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

final class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.bench").check();
    }
}
