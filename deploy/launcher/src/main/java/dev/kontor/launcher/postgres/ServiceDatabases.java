package dev.kontor.launcher.postgres;

import dev.kontor.launcher.failure.LauncherException;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.Map;
import java.util.regex.Pattern;

/// Makes a site's database with one role and one schema for each service, so that no service can read another's tables.
/// May be repeated; passwords are set to what they should be each time.
public final class ServiceDatabases {
    private static final Pattern NAME = Pattern.compile("[a-z][a-z0-9_]{0,62}");
    private static final Pattern PASSWORD = Pattern.compile("[A-Za-z0-9]{8,128}");

    private final PostgresServer server;

    public ServiceDatabases(PostgresServer server) {
        this.server = server;
    }

    /// One database with schemas in it.
    ///
    /// @param schemas role by schema; a schema belongs to its role
    /// @param passwords password by role
    public void make(String database, Map<String, String> schemas, Map<String, String> passwords) {
        try {
            try (Connection session = server.connect("postgres")) {
                if (!exists(session, "select 1 from pg_database where datname = ?", database)) {
                    execute(session, "create database " + name(database));
                    execute(session, "revoke all on database " + name(database) + " from public");
                }
                for (Map.Entry<String, String> role : passwords.entrySet()) {
                    makeRole(session, database, role.getKey(), role.getValue());
                }
            }
            try (Connection session = server.connect(database)) {
                execute(session, "revoke all on schema public from public");
                for (Map.Entry<String, String> schema : schemas.entrySet()) {
                    makeSchema(session, database, schema.getKey(), schema.getValue());
                }
            }
        } catch (SQLException failure) {
            throw new LauncherException(
                    "The database " + database + " could not be prepared: " + failure.getMessage(), failure);
        }
    }

    private static void makeRole(Connection session, String database, String role, String password)
            throws SQLException {
        if (!exists(session, "select 1 from pg_roles where rolname = ?", role)) {
            execute(session, "create role " + name(role) + " login");
        }
        if (!PASSWORD.matcher(password).matches()) {
            throw new IllegalArgumentException("a generated password has unexpected characters");
        }
        execute(session, "alter role " + name(role) + " password '" + password + "'");
        execute(session, "grant connect, create, temporary on database " + name(database) + " to " + name(role));
    }

    private static void makeSchema(Connection session, String database, String schema, String role)
            throws SQLException {
        execute(session, "create schema if not exists " + name(schema) + " authorization " + name(role));
        execute(
                session,
                "alter role " + name(role) + " in database " + name(database) + " set search_path = " + name(schema));
    }

    private static boolean exists(Connection session, String query, String name) throws SQLException {
        try (PreparedStatement statement = session.prepareStatement(query)) {
            statement.setString(1, name);
            try (ResultSet rows = statement.executeQuery()) {
                return rows.next();
            }
        }
    }

    private static void execute(Connection session, String command) throws SQLException {
        try (Statement statement = session.createStatement()) {
            statement.execute(command);
        }
    }

    /// Names cannot be parameters of such commands, so they are checked and quoted.
    private static String name(String identifier) {
        if (!NAME.matcher(identifier).matches()) {
            throw new IllegalArgumentException("not a database name: " + identifier);
        }
        return '"' + identifier + '"';
    }
}
