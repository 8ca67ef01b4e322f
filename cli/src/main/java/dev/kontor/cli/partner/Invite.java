package dev.kontor.cli.partner;

import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import java.util.Locale;
import java.util.concurrent.Callable;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/// `kontor partner invite`: the first step of a handshake.
@Command(
        name = "invite",
        description = "Ask another organisation to become our partner.",
        footer = {
            "",
            "A name that several organisations claim is refused: look at them with kontor lookup, and invite by id."
        })
final class Invite implements Callable<Integer> {

    private static final Pattern ORGANISATION_ID = Pattern.compile("[a-z2-7]{52}");

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(paramLabel = "ORGANISATION", description = "Its id, or the name that it announces.")
    private String organisation = "";

    @Option(names = "--as", paramLabel = "PETNAME", description = "What we want to call it.")
    @Nullable
    private String petname;

    Invite(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        String wanted = organisation.toLowerCase(Locale.ROOT);
        boolean id = ORGANISATION_ID.matcher(wanted).matches();
        Json request = Json.object()
                .with(id ? "orgId" : "name", wanted)
                .with("petname", petname)
                .build();
        try (Gateway gateway = connection.open()) {
            Json answer = gateway.post(Partners.PATH, request, "organisation '" + organisation + "'");
            return output.show(answer, () -> PartnerText.print(output, answer));
        }
    }
}
