/// The namespaces of this site and the history of their polls, in the database and towards the admin.
/// Main type: [dev.kontor.connector.namespace.Namespaces].
/// May not depend on how a poll is made.
@NullMarked
package dev.kontor.connector.namespace;

import org.jspecify.annotations.NullMarked;
