package dev.kontor.testkit.broken.dto;

/// Lives in a layer.
public record Parcel(int weight) {}
