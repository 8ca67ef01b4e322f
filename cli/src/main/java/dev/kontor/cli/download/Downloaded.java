package dev.kontor.cli.download;

import java.util.Optional;

/// What a download of one file came to.
///
/// @param size bytes of the whole file
/// @param received bytes that crossed the network in this run
/// @param digest checked against the announced one; empty when the gateway announced none
/// @param unchanged the file was there already with this content
public record Downloaded(long size, long received, Optional<Digest> digest, boolean unchanged) {}
