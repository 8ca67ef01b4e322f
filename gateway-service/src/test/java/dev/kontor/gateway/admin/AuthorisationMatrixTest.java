package dev.kontor.gateway.admin;

import static io.restassured.RestAssured.given;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import dev.kontor.gateway.admin.Operations.Operation;
import dev.kontor.gateway.world.World;
import dev.kontor.testkit.quarkus.BrokerResource;
import dev.kontor.testkit.quarkus.PostgresResource;
import io.quarkus.test.common.WithTestResource;
import io.quarkus.test.junit.QuarkusTest;
import io.restassured.http.ContentType;
import io.restassured.specification.RequestSpecification;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

/// Every operation that any service describes, asked for with every role over HTTP, against the published table. An
/// operation that is new or answers somebody else shows as a difference. `-Dkontor.vectors.write=true` writes the table
/// anew, which is to be reviewed like any other change of who may do what.
@QuarkusTest
@WithTestResource(PostgresResource.class)
@WithTestResource(BrokerResource.class)
@WithTestResource(World.class)
class AuthorisationMatrixTest {
    private static final Path TABLE = Path.of("../docs/spec/authorisation.md");
    private static final String BEGIN = "<!-- table -->\n";
    private static final String STRANGER = "stranger";
    private static final List<String> CALLERS = List.of(STRANGER, "reader", "viewer", "auditor", "publisher", "admin");

    @SuppressWarnings("NullAway.Init")
    World world;

    @BeforeEach
    void answerEverything() {
        world.services().onJson("/api/v1/", 200, "[]");
        world.services().onJson("/internal/content", 200, "[]");
    }

    @Test
    void answersExactlyThoseWhomThePublishedTableNames() throws IOException {
        String page = Files.readString(TABLE);
        String seen = page.substring(0, page.indexOf(BEGIN) + BEGIN.length()) + table();
        if (Boolean.getBoolean("kontor.vectors.write")) {
            Files.writeString(TABLE, seen);
        }
        assertEquals(Files.readString(TABLE), seen);
    }

    @Test
    void answersNobodyWhoseTokenIsExpiredOrMeantForAnother() {
        for (Operation operation : Operations.below("/api/v1").keySet()) {
            for (String token : List.of(
                    world.signIn().expired("someone", "admin"),
                    world.signIn().forAnotherAudience("someone", "admin"))) {
                assertEquals(401, status(operation, given().auth().oauth2(token)), operation.toString());
            }
        }
    }

    private String table() {
        List<String> lines = new ArrayList<>();
        lines.add("| | at | " + String.join(" | ", CALLERS) + " |");
        lines.add("|---|---|" + "---|".repeat(CALLERS.size()));
        lines.addAll(rows(Operations.below("/api/v1")));
        lines.addAll(rows(Operations.below("/sites")));
        return String.join("\n", lines) + "\n";
    }

    private List<String> rows(Map<Operation, String> operations) {
        assertFalse(operations.isEmpty());
        return operations.entrySet().stream()
                .map(entry ->
                        "| `" + entry.getKey().method() + " " + entry.getKey().path() + "` | " + entry.getValue()
                                + " | " + cells(entry.getKey(), entry.getValue()) + " |")
                .toList();
    }

    private String cells(Operation operation, String service) {
        return CALLERS.stream().map(caller -> cell(operation, service, caller)).collect(Collectors.joining(" | "));
    }

    /// A refused request must have reached no service.
    private String cell(Operation operation, String service, String caller) {
        world.services().forget();
        int status = status(operation, caller);
        boolean passedOn = world.services().count("/api/v1/") > 0;
        assertFalse(passedOn && (status == 401 || status == 403), operation + " as " + caller);
        return switch (status) {
            case 401 -> "sign in";
            case 403 -> "no";
            case 404 -> passedOn || service.equals("gateway") ? "yes" : "not offered";
            default -> "yes";
        };
    }

    private int status(Operation operation, String caller) {
        RequestSpecification request = given();
        return status(
                operation,
                caller.equals(STRANGER)
                        ? request
                        : request.auth().oauth2(world.signIn().bearer("someone", caller)));
    }

    private static int status(Operation operation, RequestSpecification request) {
        boolean writes =
                !operation.method().equals("GET") && !operation.method().equals("HEAD");
        RequestSpecification whole =
                writes ? request.contentType(ContentType.JSON).body("{}") : request;
        return whole.request(operation.method(), operation.example()).statusCode();
    }
}
