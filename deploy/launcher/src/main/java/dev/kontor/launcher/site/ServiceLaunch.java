package dev.kontor.launcher.site;

import dev.kontor.launcher.aot.StartUpCache;
import dev.kontor.launcher.process.ChildSpec;
import dev.kontor.launcher.process.Probe;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/// Describes a service's process to the supervisor.
///
/// @param child what to run
/// @param form `jvm`, `jvm+aot` or `native`
public record ServiceLaunch(ChildSpec child, String form) {
    private static final String NATIVE_HEAP = "-Xmx256m";
    private static final Duration GRACE = Duration.ofSeconds(20);
    private static final Duration GRACE_OF_A_RECORDER = Duration.ofSeconds(90);

    /// How services are run here.
    ///
    /// @param java the `java` program
    /// @param cache start-up caches of the JVM form
    /// @param training whether this process is the one that makes the cache when there is none
    public record Runner(Path java, ServicePrograms programs, StartUpCache cache, boolean training) {}

    public static ServiceLaunch of(SiteSetup site, SiteService service, Runner runner, Path log) {
        ServicePrograms.Program program = runner.programs().find(service);
        String name = site.label() + " " + service.role();
        Path folder = site.folderOf(service);
        Probe ready = Probe.http(URI.create(site.managementUrlOf(service) + "/q/health/ready"));
        Probe alive = Probe.http(URI.create(site.managementUrlOf(service) + "/q/health/live"));
        Map<String, String> environment = new TreeMap<>(ServiceEnvironment.of(site, service));
        // glibc keeps an arena of freed memory for each thread otherwise, which a JVM with few threads never reuses.
        environment.put("MALLOC_ARENA_MAX", "2");
        return switch (program) {
            case ServicePrograms.Binary(Path binary) ->
                new ServiceLaunch(
                        ChildSpec.of(name, List.of(binary.toString(), NATIVE_HEAP), folder, log, ready)
                                .withEnvironment(environment)
                                .within(GRACE)
                                .watchedBy(alive),
                        "native");
            case ServicePrograms.Jar(Path jar) -> {
                StartUpCache.Use use = runner.cache().use(service.role(), jar, service.jvmOptions(), runner.training());
                List<String> command = Stream.of(
                                Stream.of(runner.java().toString()),
                                service.jvmOptions().stream(),
                                use.options().stream(),
                                Stream.of("-jar", jar.toString()))
                        .flatMap(part -> part)
                        .toList();
                yield new ServiceLaunch(
                        ChildSpec.of(name, command, folder, log, ready)
                                .withEnvironment(environment)
                                .within(use.recording() ? GRACE_OF_A_RECORDER : GRACE)
                                .watchedBy(alive),
                        use.ready() ? "jvm+aot" : "jvm");
            }
        };
    }
}
