package dev.kontor.discovery.routing;

/// The nodes around a point that are to keep what lies there: all within a distance in which, as the network is
/// populated, twenty are to be expected. Whoever puts his own nodes nearer to the point than all others does not push
/// the others out of it.
///
/// @param radius the first 64 bits of the distance, unsigned; 0 when it is not known
public record Region(long radius) {
    /// Specification: keepers of a record at most, however crowded its region is.
    public static final int MOST = 60;

    /// Not known: the twenty nearest are all there is to go by.
    public static final Region UNKNOWN = new Region(0);

    public boolean holds(Key center, Key point) {
        return radius != 0 && Long.compareUnsigned(center.first() ^ point.first(), radius) <= 0;
    }

    /// How many nodes the whole network has, when this radius holds twenty.
    public double population() {
        double share = radius == 0 ? 0 : Math.scalb((double) (radius >>> 1), -63);
        return share == 0 ? 0 : RoutingTable.K / share;
    }
}
