package dev.kontor.gateway;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.gateway")
                .pure("dev.kontor.gateway.hello..", "dev.kontor.gateway.limit..")
                .check();
    }
}
