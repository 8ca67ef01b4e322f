package dev.kontor.cli.dht;

import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import java.util.Locale;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// What is to be looked up.
final class Wanted {

    /// Kinds of keys.
    enum Kind {
        name,
        site,
        organisation,
        key
    }

    @Option(
            names = "--kind",
            paramLabel = "KIND",
            description = "What it is: ${COMPLETION-CANDIDATES}. Default: ${DEFAULT-VALUE}.",
            defaultValue = "name")
    private Kind kind = Kind.name;

    @Parameters(paramLabel = "WHAT", description = "A name, the id of a site or an organisation, or 64 hex digits.")
    private String what = "";

    /// Looks it up now, in the network.
    Json lookUp(Gateway gateway) {
        ApiPath path = ApiPath.of("api", "v1", "dht", "trace")
                .query("what", what)
                .query("kind", kind.name().toLowerCase(Locale.ROOT));
        return gateway.get(path, what);
    }

    String what() {
        return what;
    }
}
