/// Turns a source's answers into the entries of one snapshot, never mixing two states of the source.
/// Main type: [dev.kontor.connector.collect.Collector].
/// May not depend on Quarkus, the database or transfer-service.
@NullMarked
package dev.kontor.connector.collect;

import org.jspecify.annotations.NullMarked;
