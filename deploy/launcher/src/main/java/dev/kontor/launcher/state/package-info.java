/// What the launcher remembers on disk about one instance (the demo, or one site): folders, secrets, the lock, and
/// `state.json` with every process it started.
/// The main type is [InstanceState]; [StateFile] reads and replaces it atomically, so any other shell may read it at
/// any time.
/// Depends on nothing else of the launcher but the process fingerprint.
@NullMarked
package dev.kontor.launcher.state;

import org.jspecify.annotations.NullMarked;
