package dev.kontor.bench.demo;

import java.util.List;
import java.util.Map;

/// How the demo is to be run.
///
/// @param name what the report calls it
/// @param options of `kontor demo`
/// @param environment what every process of it gets
public record Form(String name, List<String> options, Map<String, String> environment) {
    /// On the JVM with start-up caches, the way it comes.
    public static final Form CACHED = new Form("jvm+aot", List.of(), Map.of());

    /// On the JVM alone.
    public static final Form PLAIN = new Form("jvm", List.of("--no-start-up-caches"), Map.of());

    /// Native binaries where there are any.
    public static final Form NATIVE = new Form("native", List.of("--native"), Map.of());

    public Form {
        options = List.copyOf(options);
        environment = Map.copyOf(environment);
    }

    public Form with(String newName, Map<String, String> newEnvironment) {
        return new Form(newName, options, newEnvironment);
    }
}
