/// The records that this node keeps for others: what may be stored under which key, for how long, and how much of it.
/// The main types are [RecordStore][dev.kontor.discovery.store.RecordStore] and
/// [RecordCheck][dev.kontor.discovery.store.RecordCheck], which storer and reader use alike.
/// Pure: it depends on `wire` and `routing` only.
@NullMarked
package dev.kontor.discovery.store;

import org.jspecify.annotations.NullMarked;
