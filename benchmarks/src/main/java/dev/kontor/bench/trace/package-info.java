/// Where the time of one request goes, over the services of both sites.
/// The main type is [Trace]; [OtlpReceiver] collects what the services export.
/// Other scenarios may not depend on it.
@NullMarked
package dev.kontor.bench.trace;

import org.jspecify.annotations.NullMarked;
