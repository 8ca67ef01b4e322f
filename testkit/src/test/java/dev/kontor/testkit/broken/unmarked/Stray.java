package dev.kontor.testkit.broken.unmarked;

/// Lives in a package without a word about nulls.
public record Stray(int number) {}
