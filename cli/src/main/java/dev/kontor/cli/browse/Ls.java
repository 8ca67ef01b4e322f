package dev.kontor.cli.browse;

import static dev.kontor.cli.site.Output.text;

import dev.kontor.cli.address.Target;
import dev.kontor.cli.gateway.ApiPath;
import dev.kontor.cli.gateway.Gateway;
import dev.kontor.cli.json.Json;
import dev.kontor.cli.listing.Listing;
import dev.kontor.cli.listing.Location;
import dev.kontor.cli.site.Connection;
import dev.kontor.cli.site.Environment;
import dev.kontor.cli.site.Output;
import dev.kontor.cli.terminal.Amount;
import dev.kontor.cli.terminal.Table;
import dev.kontor.wire.address.KontorAddress;
import dev.kontor.wire.address.SiteName;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import org.jspecify.annotations.Nullable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/// `kontor ls`: partners, a partner's namespaces, or what a namespace holds.
@Command(
        name = "ls",
        description = "List partners, a partner's namespaces, or what a namespace holds.",
        footer = {
            "",
            "Examples:",
            "  kontor ls",
            "  kontor ls kontor://acme-inc",
            "  kontor ls kontor://acme-inc/invoices/2026"
        })
public final class Ls implements Callable<Integer> {

    @Mixin
    private final Connection connection;

    @Mixin
    private final Output output;

    @Parameters(
            arity = "0..1",
            paramLabel = "ADDRESS",
            description = "kontor://NAME or kontor://NAME/NAMESPACE[/PATH]. Nothing: all partners.")
    @Nullable
    private String address;

    public Ls(Environment environment) {
        this.connection = new Connection(environment);
        this.output = new Output(environment);
    }

    @Override
    public Integer call() {
        Target target = address == null ? null : Target.parse(address);
        try (Gateway gateway = connection.open()) {
            return switch (target) {
                case null -> sites(gateway);
                case Target.OneSite(SiteName site) -> namespaces(gateway, site);
                case Target.Content(KontorAddress content, boolean _) -> entries(gateway, content);
            };
        }
    }

    private int sites(Gateway gateway) {
        Json answer = gateway.get(ApiPath.of("sites"), "partners");
        return output.show(answer, () -> {
            var table = new Table("ADDRESS", "WHOSE", "ORGANISATION");
            answer.items("sites")
                    .forEach(each -> table.row(
                            "kontor://" + text(each, "name"),
                            each.is("own") ? "ours" : "partner",
                            text(each, "orgId")));
            table.print(output.terminal(), "No partner yet. Invite one: kontor partner invite NAME");
        });
    }

    private int namespaces(Gateway gateway, SiteName site) {
        Json answer = gateway.get(ApiPath.of("sites", site.text()), "kontor://" + site);
        return output.show(answer, () -> {
            var table = new Table("ADDRESS", "MODE", "SHARED PART");
            answer.items("namespaces")
                    .forEach(each -> table.row(
                            "kontor://" + site + "/" + text(each, "name"),
                            text(each, "mode"),
                            each.text("pathPrefix")
                                    .filter(path -> !path.isEmpty())
                                    .orElse("all")));
            table.print(output.terminal(), "kontor://" + site + " shares nothing with us yet. Ask it for a grant.");
            if (!answer.is("reachable")) {
                output.terminal().note("It does not answer now. Last heard: " + output.time(answer, "asOf") + ".");
            }
        });
    }

    private int entries(Gateway gateway, KontorAddress address) {
        var location = new Location(address);
        List<Listing> portions = new ArrayList<>();
        Optional<Listing> portion = Optional.of(Listing.first(gateway, location, address.path()));
        while (portion.isPresent()) {
            portions.add(portion.get());
            portion = portion.get().next(gateway, location, address.path());
        }
        return output.show(joined(portions), () -> print(portions));
    }

    /// All portions as one answer.
    private static Json joined(List<Listing> portions) {
        Map<String, Json> members = new LinkedHashMap<>();
        if (portions.getFirst().raw() instanceof Json.Obj(Map<String, Json> first)) {
            members.putAll(first);
        }
        members.remove("next");
        members.put(
                "entries",
                new Json.Arr(portions.stream()
                        .flatMap(each -> each.raw().items("entries").stream())
                        .toList()));
        return new Json.Obj(members);
    }

    private void print(List<Listing> portions) {
        var table = new Table("SIZE", "MODIFIED", "TYPE", "NAME");
        portions.stream().flatMap(portion -> portion.items().stream()).forEach(item -> {
            String type = item.folder() ? "folder of " + item.documents() : item.mediaType();
            String name = item.name() + (item.folder() ? "/" : "");
            table.row(Amount.bytes(item.size()), output.time(item.modifiedAt()), type, name);
        });
        table.print(output.terminal(), "Nothing is in there.");
    }
}
