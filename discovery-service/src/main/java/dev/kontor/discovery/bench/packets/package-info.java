/// How many questions one node answers with one core.
/// The main type is [Packets][dev.kontor.discovery.bench.packets.Packets].
/// It depends on `rig` and `report`.
@NullMarked
package dev.kontor.discovery.bench.packets;

import org.jspecify.annotations.NullMarked;
