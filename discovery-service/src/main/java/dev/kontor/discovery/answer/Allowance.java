package dev.kontor.discovery.answer;

/// How much one IP address may ask of us: credits per second, and how many it may save up. A ping costs 1, a find 2, a
/// store, which makes us check signatures, 10.
public record Allowance(int perSecond, int most) {
    /// Our choice: some sixty look-ups a second from one office behind one address.
    public static final Allowance DEFAULT = new Allowance(500, 2_000);

    public Allowance {
        if (perSecond < 1 || most < perSecond) {
            throw new IllegalArgumentException("no allowance: " + perSecond + " per second, at most " + most);
        }
    }
}
