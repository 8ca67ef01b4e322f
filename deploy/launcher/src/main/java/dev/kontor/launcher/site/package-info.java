/// One site's five services: what each is called, which environment it gets, and how it is run (JVM, JVM with a
/// start-up cache, native binary).
/// The main types are [SiteSetup], from which [ServiceEnvironment] derives every variable, and [ServicePrograms].
/// Depends on the process, aot and failure packages alone.
@NullMarked
package dev.kontor.launcher.site;

import org.jspecify.annotations.NullMarked;
