package dev.kontor.gateway.people;

import static dev.kontor.gateway.people.Html.all;
import static dev.kontor.gateway.people.Html.element;
import static dev.kontor.gateway.people.Html.link;
import static dev.kontor.gateway.people.Html.table;
import static dev.kontor.gateway.people.Html.text;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.MissingNode;
import dev.kontor.gateway.answer.Caller;
import dev.kontor.gateway.answer.Role;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Function;
import java.util.stream.Collectors;

/// What somebody sees who has signed in: what this site shares, with whom it deals, and what has moved. A service
/// that does not answer leaves its part empty and says so.
@ApplicationScoped
class LandingPage {
    private static final int TRANSFERS = 20;

    private final Upstreams upstreams;

    LandingPage(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    Future<Html> render(Caller caller, String site) {
        Future<JsonNode> namespaces = ask(Upstream.CONNECTOR, "/api/v1/namespaces");
        Future<JsonNode> partners = ask(Upstream.IDENTITY, "/api/v1/partners");
        Future<JsonNode> transfers = ask(Upstream.TRANSFER, "/api/v1/transfers?limit=" + TRANSFERS);
        return Future.join(namespaces, partners, transfers)
                .map(asked -> Html.page(
                        site + " · Kontor",
                        all(List.of(
                                header(caller, site),
                                element(
                                        "main",
                                        section(
                                                "Namespaces",
                                                namespaces.result(),
                                                one -> namespace(site, one),
                                                "Name",
                                                "Mode",
                                                "Every"),
                                        section(
                                                "Partners",
                                                partners.result(),
                                                LandingPage::partner,
                                                "Petname",
                                                "State",
                                                "Organisation"),
                                        section(
                                                "Transfers",
                                                transfers.result(),
                                                LandingPage::transfer,
                                                "When",
                                                "Direction",
                                                "Namespace",
                                                "State"))))));
    }

    private Future<JsonNode> ask(Upstream service, String uri) {
        return upstreams
                .get(service, uri)
                .map(answer -> answer.good() ? answer.body() : MissingNode.getInstance())
                .otherwise(MissingNode.getInstance());
    }

    private static Html header(Caller caller, String site) {
        String roles = caller.roles().stream().map(Role::word).sorted().collect(Collectors.joining(", "));
        return element(
                "header",
                element("strong", text("Kontor")),
                element("span", text(site)),
                element("nav", link("/sites", "Sites"), link("/api/v1/doctor", "Doctor"), link("/openapi", "API")),
                element("span", text(caller.name() + " (" + roles + ")")),
                link("/logout", "Sign out"));
    }

    private static Html section(String title, JsonNode list, Function<JsonNode, List<Html>> row, String... heads) {
        JsonNode items = list.isArray() ? list : list.path("items");
        Html content;
        if (list.isMissingNode()) {
            content = element("p", text("The service does not answer at the moment."));
        } else if (items.isEmpty()) {
            content = element("p", text("None yet."));
        } else {
            List<List<Html>> rows = new ArrayList<>();
            items.forEach(item -> rows.add(row.apply(item)));
            content = table(List.of(heads), rows);
        }
        return element("section", element("h2", text(title)), content);
    }

    private static List<Html> namespace(String site, JsonNode one) {
        String name = one.path("name").asText();
        String every = one.path("pollSeconds").asLong() == 0
                ? ""
                : one.path("pollSeconds").asText() + " s";
        return List.of(
                link("/sites/" + site + "/" + name, name), text(one.path("mode").asText()), text(every));
    }

    private static List<Html> partner(JsonNode one) {
        String name = one.path("petname").asText(one.path("suggestedName").asText());
        String state = one.path("state").asText();
        Html cell = state.equalsIgnoreCase("active") ? link("/sites/" + name, name) : text(name);
        return List.of(cell, text(state), element("code", text(one.path("orgId").asText())));
    }

    private static List<Html> transfer(JsonNode one) {
        String at = one.path("endedAt")
                .asText(one.path("startedAt").asText(one.path("at").asText()));
        return List.of(
                text(at),
                text(one.path("direction").asText()),
                text(one.path("namespace").asText()),
                text(one.path("state").asText(one.path("outcome").asText())));
    }
}
