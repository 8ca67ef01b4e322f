/// Start-up caches of the JVM (JEP 483, 514, 515): recorded by the first real run, assembled when it ends, used from
/// then on.
/// The main type is [StartUpCache].
/// Depends on the failure package alone; a cache that cannot be made or used never keeps a service from starting.
@NullMarked
package dev.kontor.launcher.aot;

import org.jspecify.annotations.NullMarked;
