package dev.kontor.gateway.admin;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.JsonNodeFactory;
import com.fasterxml.jackson.databind.node.ObjectNode;
import dev.kontor.gateway.upstream.Upstream;
import dev.kontor.gateway.upstream.Upstreams;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import io.vertx.core.Future;
import jakarta.enterprise.context.ApplicationScoped;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;

/// Finds whom an admin means to invite. A name is looked up with discovery-service; when several organisations
/// claim it, the admin has to say which one: a name in a DHT proves nothing, so none is picked here.
@ApplicationScoped
class Invitations {
    private static final Set<String> MEMBERS = Set.of("name", "orgId", "descriptor", "petname");

    private final Upstreams upstreams;

    Invitations(Upstreams upstreams) {
        this.upstreams = upstreams;
    }

    /// Turns `{name|orgId|descriptor, petname?}` into `{descriptor, petname?}`.
    Future<JsonNode> resolve(JsonNode asked) {
        String name = asked.path("name").asText("");
        String orgId = asked.path("orgId").asText("");
        asked.fieldNames().forEachRemaining(member -> {
            if (!MEMBERS.contains(member)) {
                throw ProblemException.invalid(member, "is not known here; known are " + MEMBERS);
            }
        });
        if (asked.hasNonNull("descriptor")) {
            return Future.succeededFuture(
                    invitation(asked, asked.path("descriptor").asText()));
        }
        if (name.isBlank() && orgId.isBlank()) {
            throw ProblemException.invalid("name", "is missing; send the partner's name or its orgId");
        }
        return lookUp(name.isBlank() ? orgId : name)
                .map(claimants -> invitation(asked, choose(claimants, name, orgId)));
    }

    private Future<List<JsonNode>> lookUp(String name) {
        String uri = "/api/v1/lookup?name=" + URLEncoder.encode(name, StandardCharsets.UTF_8);
        return upstreams.get(Upstream.DISCOVERY, uri).map(answer -> {
            if (answer.status() == 400) {
                throw ProblemException.invalid(
                        "name", answer.body().path("detail").asText("is no name"));
            }
            if (!answer.good() && answer.status() != 404) {
                throw ProblemType.SERVICE_FAILED.because("discovery-service could not look up " + name + ".");
            }
            List<JsonNode> claimants = new ArrayList<>();
            answer.body().path("claimants").forEach(claimants::add);
            return claimants;
        });
    }

    private static String choose(List<JsonNode> claimants, String name, String orgId) {
        List<JsonNode> meant = claimants.stream()
                .filter(claimant ->
                        orgId.isBlank() || claimant.path("orgId").asText().equals(orgId))
                .toList();
        if (meant.isEmpty()) {
            throw ProblemType.NOT_FOUND.because(
                    claimants.isEmpty()
                            ? "Nobody announces " + (name.isBlank() ? orgId : name)
                                    + " at the moment; check the spelling,"
                                    + " and that the partner's site runs and has joined the network."
                            : "None of those who announce " + name + " has the orgId " + orgId + ".",
                    Map.of("claimants", claimants));
        }
        if (meant.stream()
                        .map(claimant -> claimant.path("orgId").asText())
                        .distinct()
                        .count()
                > 1) {
            throw ProblemType.AMBIGUOUS_NAME.because(
                    "Several organisations announce " + name
                            + ". Compare their orgId with the one that your partner tells you, and send it too.",
                    Map.of("claimants", claimants));
        }
        return meant.stream()
                .map(claimant -> claimant.path("descriptor").asText(""))
                .filter(descriptor -> !descriptor.isEmpty())
                .findFirst()
                .orElseThrow(() -> ProblemType.NOT_FOUND.because(
                        "The name is announced, but no descriptor of its site can be found yet; try again soon.",
                        Map.of("claimants", claimants)));
    }

    private static ObjectNode invitation(JsonNode asked, String descriptor) {
        ObjectNode invitation = JsonNodeFactory.instance.objectNode().put("descriptor", descriptor);
        if (asked.hasNonNull("petname")) {
            invitation.put("petname", asked.path("petname").asText());
        }
        return invitation;
    }
}
