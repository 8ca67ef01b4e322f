/// What a namespace is and where its data comes from, checked before anything acts on it.
/// Main types: [dev.kontor.connector.source.NamespaceSpec], made by [dev.kontor.connector.source.SpecCheck].
/// Pure: may not depend on Quarkus, the database or the network.
@NullMarked
package dev.kontor.connector.source;

import org.jspecify.annotations.NullMarked;
