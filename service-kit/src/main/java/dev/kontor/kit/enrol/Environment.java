package dev.kontor.kit.enrol;

import java.net.URI;
import java.nio.file.Path;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/// What the launcher told this process, read before there is any configuration framework: system property
/// `kontor.data.dir` or environment variable `KONTOR_DATA_DIR`, and so on.
///
/// @param lookup a property name to its value
record Environment(String service, Function<String, Optional<String>> lookup) {

    static Environment ofProcess(String service) {
        return new Environment(service, Environment::ofProcessByName);
    }

    Path tlsDirectory() {
        return Path.of(required("kontor.data.dir")).resolve("tls");
    }

    Path authorityFile() {
        return Path.of(required("kontor.trust.dir")).resolve("ca.pem");
    }

    Path secretFile() {
        return Path.of(required("kontor.trust.dir")).resolve("enrolment.secret");
    }

    URI identityUrl() {
        return URI.create(required("kontor.identity.url"));
    }

    Optional<String> databaseUrl() {
        return lookup.apply("quarkus.datasource.reactive.url");
    }

    /// Host names asked for beyond those that every certificate of the service gets; comma-separated.
    List<String> names() {
        return lookup.apply("kontor.enrolment.names").stream()
                .flatMap(names -> Stream.of(names.split(",")))
                .map(String::strip)
                .filter(name -> !name.isEmpty())
                .toList();
    }

    /// Development and tests speak plain HTTP and have no certificate authority.
    boolean enrolmentOff() {
        return lookup.apply("kontor.enrolment").filter("off"::equals).isPresent()
                || lookup.apply("quarkus.profile")
                        .filter(profile -> profile.equals("dev") || profile.equals("test"))
                        .isPresent();
    }

    /// Refuses, with the variable's name, when something is missing that enrolment needs.
    void check() {
        List.of("kontor.data.dir", "kontor.trust.dir", "kontor.identity.url").forEach(this::required);
    }

    private String required(String name) {
        return lookup.apply(name)
                .orElseThrow(() -> new IllegalArgumentException(
                        "%s is not set; %s cannot start without it".formatted(variable(name), service)));
    }

    private static Optional<String> ofProcessByName(String name) {
        return Optional.ofNullable(System.getProperty(name))
                .or(() -> Optional.ofNullable(System.getenv(variable(name))));
    }

    private static String variable(String name) {
        return name.toUpperCase(Locale.ROOT).replace('.', '_').replace('-', '_');
    }
}
