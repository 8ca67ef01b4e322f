/// Our nodes beside those of other hash tables: the same puts and gets with as many nodes in one process each.
/// The main type is [Cluster][dev.kontor.discovery.bench.cluster.Cluster].
/// It depends on `rig` and `report`; other implementations are fetched into the user's cache when they are wanted.
@NullMarked
package dev.kontor.discovery.bench.cluster;

import org.jspecify.annotations.NullMarked;
