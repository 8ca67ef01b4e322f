package dev.kontor.connector.namespace;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import dev.kontor.connector.source.NamespaceRequest;
import dev.kontor.connector.source.NamespaceSpec;
import dev.kontor.connector.source.SpecCheck;
import dev.kontor.kit.bus.Outbox;
import dev.kontor.kit.problem.Problem;
import dev.kontor.kit.problem.ProblemException;
import dev.kontor.kit.problem.ProblemType;
import dev.kontor.wire.address.NamespaceName;
import dev.kontor.wire.event.EventTypes;
import dev.kontor.wire.event.NamespaceChanged;
import io.smallrye.mutiny.Uni;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.persistence.LockModeType;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import org.hibernate.reactive.mutiny.Mutiny;

/// The namespaces of this site and the history of their polls, in PostgreSQL. Every change is told to the other
/// services through the outbox, in the same transaction.
@ApplicationScoped
public class Namespaces {
    // Our choice.
    static final int MAX_NAMESPACES = 1000;
    static final int KEPT_RUNS = 200;

    private final Mutiny.SessionFactory sessions;
    private final Outbox outbox;
    private final ObjectMapper json;
    private final Clock clock = Clock.systemUTC();

    Namespaces(Mutiny.SessionFactory sessions, Outbox outbox, ObjectMapper json) {
        this.sessions = sessions;
        this.outbox = outbox;
        this.json = json;
    }

    /// A namespace as it is configured.
    public record Stored(NamespaceRequest request, NamespaceSpec spec, Instant createdAt, Instant changedAt) {}

    public Uni<List<Stored>> all() {
        return sessions.withSession(
                session -> session.createSelectionQuery("from NamespaceRow order by name", NamespaceRow.class)
                        .getResultList()
                        .map(rows -> rows.stream().map(this::stored).toList()));
    }

    /// The namespace of this name; fails with a `not-found` problem when there is none.
    public Uni<Stored> find(String name) {
        return sessions.withSession(
                session -> session.find(NamespaceRow.class, name).map(row -> stored(known(name, row))));
    }

    public Uni<Stored> create(NamespaceRequest request) {
        NamespaceSpec spec = checked(request);
        NamespaceRow row =
                new NamespaceRow(spec.name().text(), write(request), spec.mode().word(), clock.instant());
        return outbox.transact(session -> session.createSelectionQuery("select count(*) from NamespaceRow", Long.class)
                .getSingleResult()
                .invoke(Namespaces::refuseTooMany)
                .chain(() -> session.find(NamespaceRow.class, row.name))
                .invoke(Namespaces::refuseExisting)
                .chain(() -> session.persist(row))
                .chain(() -> outbox.publish(session, EventTypes.NAMESPACE_CHANGED, changed(spec, false)))
                .replaceWith(() -> stored(row)));
    }

    public Uni<Stored> replace(String name, NamespaceRequest request) {
        NamespaceRequest named = request.withName(name);
        NamespaceSpec spec = checked(named);
        return outbox.transact(session -> session.find(NamespaceRow.class, name)
                .invoke(row -> {
                    known(name, row).spec = write(named);
                    row.mode = spec.mode().word();
                    row.changedAt = clock.instant();
                })
                .call(() -> outbox.publish(session, EventTypes.NAMESPACE_CHANGED, changed(spec, false)))
                .map(this::stored));
    }

    public Uni<Void> delete(String name) {
        return outbox.transact(session -> session.find(NamespaceRow.class, name)
                .map(row -> known(name, row))
                .call(row -> outbox.publish(
                        session,
                        EventTypes.NAMESPACE_CHANGED,
                        changed(stored(row).spec(), true)))
                .chain(session::remove));
    }

    /// Adds a finished poll to the history and forgets the oldest beyond the bound.
    public Uni<Void> record(NamespaceName name, Run run) {
        return sessions.withTransaction(
                session -> session.find(NamespaceRow.class, name.text(), LockModeType.PESSIMISTIC_READ)
                        .chain(row -> row == null ? Uni.createFrom().voidItem() : append(session, name, run)));
    }

    private static Uni<Void> append(Mutiny.Session session, NamespaceName name, Run run) {
        return session.persist(RunRow.of(name.text(), run))
                .chain(session::flush)
                .chain(() -> session.createNativeQuery("""
                        delete from run where namespace = :name and id <= (
                          select id from run where namespace = :name order by id desc offset :kept limit 1)""")
                        .setParameter("name", name.text())
                        .setParameter("kept", KEPT_RUNS)
                        .executeUpdate())
                .replaceWithVoid();
    }

    /// The newest polls first.
    public Uni<List<Run>> runs(String name, int limit) {
        return find(name)
                .chain(() -> sessions.withSession(session -> session.createSelectionQuery(
                                "from RunRow where namespace = :name order by id desc", RunRow.class)
                        .setParameter("name", name)
                        .setMaxResults(limit)
                        .getResultList()
                        .map(rows -> rows.stream().map(RunRow::run).toList())));
    }

    private static NamespaceSpec checked(NamespaceRequest request) {
        return switch (SpecCheck.check(request)) {
            case SpecCheck.Verdict.Sound(NamespaceSpec spec) -> spec;
            case SpecCheck.Verdict.Flawed(List<SpecCheck.Flaw> flaws) ->
                throw ProblemException.invalid(flaws.stream()
                        .map(flaw -> new Problem.Violation(flaw.field(), flaw.message()))
                        .toList());
        };
    }

    private static void refuseTooMany(long count) {
        if (count >= MAX_NAMESPACES) {
            throw ProblemType.CONFLICT.because(
                    "A site has at most " + MAX_NAMESPACES + " namespaces; delete one first.");
        }
    }

    @SuppressWarnings("ConstantValue")
    private static void refuseExisting(NamespaceRow row) {
        if (row != null) {
            throw ProblemType.CONFLICT.because(
                    "The namespace " + row.name + " exists; change it with PUT /api/v1/namespaces/" + row.name + ".");
        }
    }

    @SuppressWarnings("ConstantValue")
    private static NamespaceRow known(String name, NamespaceRow row) {
        if (row == null) {
            throw ProblemType.NOT_FOUND.because("There is no namespace " + name + " at this site.");
        }
        return row;
    }

    private Stored stored(NamespaceRow row) {
        NamespaceRequest request = read(row.spec);
        return new Stored(request, checked(request), row.createdAt, row.changedAt);
    }

    private NamespaceChanged changed(NamespaceSpec spec, boolean deleted) {
        return new NamespaceChanged(spec.name().text(), spec.mode().word(), deleted, clock.instant());
    }

    private String write(NamespaceRequest request) {
        try {
            return json.writeValueAsString(request);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException("a namespace cannot be written as JSON", impossible);
        }
    }

    private NamespaceRequest read(String text) {
        try {
            return json.readValue(text, NamespaceRequest.class);
        } catch (JsonProcessingException broken) {
            throw new IllegalStateException("a stored namespace cannot be read", broken);
        }
    }
}
