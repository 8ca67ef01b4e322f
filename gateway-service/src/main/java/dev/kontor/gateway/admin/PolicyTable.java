package dev.kontor.gateway.admin;

import static dev.kontor.gateway.answer.Role.ADMIN;
import static dev.kontor.gateway.answer.Role.AUDITOR;
import static dev.kontor.gateway.answer.Role.PUBLISHER;
import static dev.kontor.gateway.answer.Role.VIEWER;

import dev.kontor.gateway.answer.Role;
import dev.kontor.gateway.upstream.Upstream;
import java.util.List;
import java.util.Set;

/// Who may do what with the admin API. Reading is `GET` and `HEAD`, everything else is writing; what stands in no row
/// is not offered.
final class PolicyTable {
    private static final Set<Role> EVERYBODY = Set.of(ADMIN, PUBLISHER, AUDITOR, VIEWER);
    private static final Set<Role> AUDITORS = Set.of(ADMIN, AUDITOR);
    private static final Set<Role> PUBLISHERS = Set.of(ADMIN, PUBLISHER);
    private static final Set<Role> ADMINS = Set.of(ADMIN);
    private static final Set<Role> NOBODY = Set.of();

    private static final List<Row> ROWS = List.of(
            new Row("/api/v1/site", Upstream.IDENTITY, EVERYBODY, NOBODY),
            new Row("/api/v1/partners", Upstream.IDENTITY, EVERYBODY, ADMINS),
            new Row("/api/v1/organisation", Upstream.IDENTITY, EVERYBODY, ADMINS),
            new Row("/api/v1/grants/explain", Upstream.TRANSFER, EVERYBODY, NOBODY),
            new Row("/api/v1/grants", Upstream.IDENTITY, EVERYBODY, PUBLISHERS),
            new Row("/api/v1/receipts", Upstream.IDENTITY, AUDITORS, NOBODY),
            new Row("/api/v1/audit", Upstream.IDENTITY, AUDITORS, NOBODY),
            new Row("/api/v1/log", Upstream.IDENTITY, AUDITORS, NOBODY),
            new Row("/api/v1/evidence", Upstream.IDENTITY, AUDITORS, NOBODY),
            new Row("/api/v1/lookup", Upstream.DISCOVERY, EVERYBODY, NOBODY),
            new Row("/api/v1/dht", Upstream.DISCOVERY, EVERYBODY, NOBODY),
            new Row("/api/v1/namespaces", Upstream.CONNECTOR, EVERYBODY, PUBLISHERS),
            new Row("/api/v1/helpers", Upstream.TRANSFER, EVERYBODY, PUBLISHERS),
            new Row("/api/v1/scrub", Upstream.TRANSFER, EVERYBODY, ADMINS),
            new Row("/api/v1/transfers", Upstream.TRANSFER, EVERYBODY, ADMINS),
            new Row("/api/v1/limits", Upstream.TRANSFER, EVERYBODY, ADMINS),
            new Row("/api/v1/snapshots", Upstream.TRANSFER, EVERYBODY, ADMINS));

    private PolicyTable() {}

    /// @param prefix the path itself, and all below it
    private record Row(String prefix, Upstream service, Set<Role> readers, Set<Role> writers) {
        boolean covers(String path) {
            return path.equals(prefix) || path.startsWith(prefix + "/");
        }
    }

    /// What the table says about one request.
    sealed interface Verdict {
        record Forward(Upstream service) implements Verdict {}

        record Denied(Set<Role> needed) implements Verdict {}

        record NotOffered() implements Verdict {}
    }

    static Verdict judge(String method, String path, Set<Role> roles) {
        boolean reading = method.equals("GET") || method.equals("HEAD");
        for (Row row : ROWS) {
            if (row.covers(path)) {
                Set<Role> needed = reading ? row.readers() : row.writers();
                return roles.stream().anyMatch(needed::contains)
                        ? new Verdict.Forward(row.service())
                        : new Verdict.Denied(needed);
            }
        }
        return new Verdict.NotOffered();
    }
}
