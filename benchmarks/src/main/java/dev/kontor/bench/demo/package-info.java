/// The demo as its users see it: started and stopped by the script `kontor`, asked over the LAN API and the admin API.
/// The main types are [Stage], which starts and stops it, and [Demo], which runs.
/// May depend on nothing of Kontor's own code: what is measured is the product from outside.
@NullMarked
package dev.kontor.bench.demo;

import org.jspecify.annotations.NullMarked;
