/// Passes single requests through to the source of a live namespace.
/// Main types: [dev.kontor.connector.live.LiveRequest] decides what crosses, [dev.kontor.connector.live.LivePass]
/// sends.
/// May not depend on polls or snapshots.
@NullMarked
package dev.kontor.connector.live;

import org.jspecify.annotations.NullMarked;
