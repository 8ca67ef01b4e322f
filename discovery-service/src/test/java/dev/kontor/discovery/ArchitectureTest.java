package dev.kontor.discovery;

import dev.kontor.testkit.Architecture;
import org.junit.jupiter.api.Test;

class ArchitectureTest {
    @Test
    void keepsTheArchitecture() {
        Architecture.of("dev.kontor.discovery")
                .pure(
                        "dev.kontor.discovery.routing..",
                        "dev.kontor.discovery.message..",
                        "dev.kontor.discovery.store..",
                        "dev.kontor.discovery.lookup..",
                        "dev.kontor.discovery.answer..",
                        "dev.kontor.discovery.node..")
                .check();
    }
}
