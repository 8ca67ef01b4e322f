/// PostgreSQL as a supervised process on a data folder that stays: unpacks the server once, makes and starts the data
/// folder, and gives every site a database and every service a role and a schema of its own.
/// The main type is [PostgresServer]; [ServiceDatabases] makes databases, roles and schemas.
/// Depends on the process and failure packages alone.
@NullMarked
package dev.kontor.launcher.postgres;

import org.jspecify.annotations.NullMarked;
