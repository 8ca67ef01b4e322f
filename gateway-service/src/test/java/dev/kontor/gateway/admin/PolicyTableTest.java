package dev.kontor.gateway.admin;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.kontor.gateway.admin.PolicyTable.Verdict;
import dev.kontor.gateway.answer.Role;
import dev.kontor.gateway.upstream.Upstream;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class PolicyTableTest {
    @ParameterizedTest
    @CsvSource({
        "GET, /api/v1/namespaces, CONNECTOR, admin auditor publisher viewer",
        "POST, /api/v1/namespaces, CONNECTOR, admin publisher",
        "POST, /api/v1/namespaces/invoices/poll, CONNECTOR, admin publisher",
        "DELETE, /api/v1/grants/1234, IDENTITY, admin publisher",
        "GET, /api/v1/grants/explain, TRANSFER, admin auditor publisher viewer",
        "POST, /api/v1/grants/explain, TRANSFER, ''",
        "GET, /api/v1/grants/explained, IDENTITY, admin auditor publisher viewer",
        "GET, /api/v1/partners, IDENTITY, admin auditor publisher viewer",
        "POST, /api/v1/partners, IDENTITY, admin",
        "POST, /api/v1/partners/globex/approve, IDENTITY, admin",
        "GET, /api/v1/organisation, IDENTITY, admin auditor publisher viewer",
        "PUT, /api/v1/organisation/log, IDENTITY, admin",
        "GET, /api/v1/receipts, IDENTITY, admin auditor",
        "HEAD, /api/v1/audit, IDENTITY, admin auditor",
        "POST, /api/v1/audit, IDENTITY, ''",
        "GET, /api/v1/log, IDENTITY, admin auditor",
        "GET, /api/v1/evidence/0a, IDENTITY, admin auditor",
        "DELETE, /api/v1/evidence/0a, IDENTITY, ''",
        "GET, /api/v1/lookup, DISCOVERY, admin auditor publisher viewer",
        "GET, /api/v1/helpers/invoices, TRANSFER, admin auditor publisher viewer",
        "PUT, /api/v1/helpers/invoices, TRANSFER, admin publisher",
        "GET, /api/v1/scrub, TRANSFER, admin auditor publisher viewer",
        "POST, /api/v1/scrub, TRANSFER, admin",
        "GET, /api/v1/transfers, TRANSFER, admin auditor publisher viewer",
        "GET, /api/v1/transfers/events, TRANSFER, admin auditor publisher viewer",
        "POST, /api/v1/transfers/0a/pause, TRANSFER, admin",
        "GET, /api/v1/limits, TRANSFER, admin auditor publisher viewer",
        "PUT, /api/v1/limits, TRANSFER, admin",
        "DELETE, /api/v1/limits, TRANSFER, admin",
        "DELETE, /api/v1/snapshots/x, TRANSFER, admin"
    })
    void permitsTheseRolesAndNoOthers(String method, String path, Upstream service, String roles) {
        Set<String> permitted = Arrays.stream(roles.split(" ", -1)).collect(Collectors.toSet());
        for (Role role : Role.values()) {
            boolean forwarded = new Verdict.Forward(service).equals(PolicyTable.judge(method, path, Set.of(role)));
            assertEquals(permitted.contains(role.word()), forwarded, method + " " + path + " as " + role);
        }
    }

    @ParameterizedTest
    @CsvSource({"/api/v1", "/api/v1/", "/api/v1/nothing", "/api/v1/grantsx", "/api/v2/grants", "/internal/trust"})
    void offersNothingElse(String path) {
        assertEquals(new Verdict.NotOffered(), PolicyTable.judge("GET", path, Set.of(Role.values())));
    }
}
