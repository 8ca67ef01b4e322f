package dev.kontor.identity.settings;

import dev.kontor.identity.keys.Protection;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Optional;
import java.util.function.Function;

/// The service's settings.
///
/// @param label the site's short name inside the company: `acme`
/// @param name the name under which the organisation would like to be known: `acme-inc`
/// @param dataDir this service's own folder
/// @param trustDir the folder shared by the site's services
/// @param protection what encrypts the keys at rest
/// @param bothCompare whether an invited site's admin, too, must compare the words before the partner is active; so
/// unless it is switched off
public record Settings(
        String label, String name, Path dataDir, Path trustDir, Protection protection, boolean bothCompare) {
    private static final String BOTH_COMPARE = "kontor.pairing.both.compare";
    private static final String FORM = "[a-z0-9]([a-z0-9.-]{0,61}[a-z0-9])?";

    public Settings {
        requireName("kontor.site.label", label);
        requireName("kontor.organisation.name", name);
    }

    /// The settings of this process, from system properties and the environment: before there is a framework.
    public static Settings ofProcess() {
        return from(key -> Optional.ofNullable(System.getProperty(key))
                .or(() -> Optional.ofNullable(System.getenv(variable(key)))));
    }

    /// The settings from a source of configuration.
    ///
    /// @param lookup a property's name to its value
    public static Settings from(Function<String, Optional<String>> lookup) {
        String label = required(lookup, "kontor.site.label");
        Path dataDir = Path.of(required(lookup, "kontor.data.dir"));
        return new Settings(
                label,
                given(lookup, "kontor.organisation.name").orElse(label),
                dataDir,
                Path.of(required(lookup, "kontor.trust.dir")),
                protection(lookup, dataDir),
                given(lookup, BOTH_COMPARE).map(Settings::yesOrNo).orElse(true));
    }

    /// Where the encrypted keys are.
    public Path keystore() {
        return dataDir.resolve("keys").resolve("identity.keys");
    }

    /// Where this service's own certificate is.
    public Path tlsDirectory() {
        return dataDir.resolve("tls");
    }

    /// Where the other services find the CA certificate.
    public Path authorityFile() {
        return trustDir.resolve("ca.pem");
    }

    /// The secret that shows that a service belongs to this site.
    public Path enrolmentSecret() {
        return trustDir.resolve("enrolment.secret");
    }

    /// A passphrase file, else a key file; else a key file is made beside the keys, which protects copies of the key
    /// store but not of the folder.
    private static Protection protection(Function<String, Optional<String>> lookup, Path dataDir) {
        Optional<Protection> passphrase =
                given(lookup, "kontor.keys.passphrase.file").map(Path::of).map(Protection.Passphrase::new);
        return passphrase.orElseGet(() -> new Protection.KeyFile(given(lookup, "kontor.keys.key.file")
                .map(Path::of)
                .orElseGet(() -> dataDir.resolve("keys").resolve("key"))));
    }

    /// A typing error must not switch a check off.
    private static boolean yesOrNo(String value) {
        return switch (value) {
            case "true" -> true;
            case "false" -> false;
            default ->
                throw new IllegalArgumentException(
                        variable(BOTH_COMPARE) + " is \"" + value + "\"; it must be true or false");
        };
    }

    private static String required(Function<String, Optional<String>> lookup, String key) {
        return given(lookup, key)
                .orElseThrow(() -> new IllegalArgumentException(
                        variable(key) + " is not set; identity-service cannot start without it"));
    }

    private static Optional<String> given(Function<String, Optional<String>> lookup, String key) {
        return lookup.apply(key).map(String::strip).filter(value -> !value.isEmpty());
    }

    private static void requireName(String key, String value) {
        if (!value.matches(FORM)) {
            throw new IllegalArgumentException(variable(key) + " is \"" + value
                    + "\"; it must be lower-case letters, digits, dots and hyphens, at most 63");
        }
    }

    private static String variable(String key) {
        return key.toUpperCase(Locale.ROOT).replace('.', '_');
    }
}
