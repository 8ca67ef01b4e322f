/// Tests of the LAN API with real HTTP against fake neighbours. [LanApiTest] asks as a stock client would.
/// They may use the world of the tests.
@NullMarked
package dev.kontor.gateway.lan;

import org.jspecify.annotations.NullMarked;
