package dev.kontor.gateway.limit;

/// So many requests a second in the long run, and so many at once.
public record Rate(int perSecond, int burst) {
    public Rate {
        if (perSecond < 1 || burst < 1) {
            throw new IllegalArgumentException(
                    "a rate that admits nobody: " + perSecond + " per second, burst " + burst);
        }
    }
}
