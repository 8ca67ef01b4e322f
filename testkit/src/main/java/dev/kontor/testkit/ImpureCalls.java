package dev.kontor.testkit;

import com.tngtech.archunit.core.domain.JavaAccess;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Map;
import java.util.Set;

/// The calls by which pure code would reach for the time, a thread, the process or randomness of its own.
final class ImpureCalls {
    private static final Map<String, Set<String>> CALLS = Map.ofEntries(
            Map.entry("java.lang.System", Set.of("currentTimeMillis", "nanoTime", "getenv", "exit", "getProperty")),
            Map.entry("java.lang.Math", Set.of("random")),
            Map.entry("java.lang.Thread", Set.of("*")),
            Map.entry("java.lang.ThreadLocal", Set.of("*")),
            Map.entry("java.lang.ProcessBuilder", Set.of("*")),
            Map.entry("java.util.UUID", Set.of("randomUUID")),
            Map.entry("java.util.Timer", Set.of("*")),
            Map.entry("java.util.concurrent.ThreadLocalRandom", Set.of("*")),
            Map.entry("java.util.concurrent.Executors", Set.of("*")),
            Map.entry("java.util.concurrent.CompletableFuture", Set.of("*")),
            Map.entry("java.time.Instant", Set.of("now")),
            Map.entry("java.time.LocalDate", Set.of("now")),
            Map.entry("java.time.LocalDateTime", Set.of("now")),
            Map.entry("java.time.ZonedDateTime", Set.of("now")),
            Map.entry("java.time.OffsetDateTime", Set.of("now")),
            Map.entry("java.time.Clock", Set.of("*")),
            Map.entry("java.security.SecureRandom", Set.of("<init>", "getInstanceStrong")),
            Map.entry("java.util.Random", Set.of("<init>")),
            Map.entry("java.net.Socket", Set.of("*")),
            Map.entry("java.nio.file.Files", Set.of("*")),
            Map.entry("java.io.File", Set.of("*")),
            Map.entry("java.io.FileInputStream", Set.of("*")),
            Map.entry("java.io.FileOutputStream", Set.of("*")));

    static final ArchCondition<JavaClass> BE_ABSENT =
            new ArchCondition<>("reach for no clock, thread, file, socket or randomness of its own") {
                @Override
                public void check(JavaClass type, ConditionEvents events) {
                    for (JavaAccess<?> access : type.getAccessesFromSelf()) {
                        if (impure(access)) {
                            events.add(SimpleConditionEvent.violated(type, access.getDescription()));
                        }
                    }
                }
            };

    private ImpureCalls() {}

    private static boolean impure(JavaAccess<?> access) {
        Set<String> calls = CALLS.get(access.getTargetOwner().getName());
        return calls != null
                && (calls.contains("*") || calls.contains(access.getTarget().getName()));
    }
}
