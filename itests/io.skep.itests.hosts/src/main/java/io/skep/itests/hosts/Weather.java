package io.skep.itests.hosts;

import java.time.Duration;

/**
 * How a {@link FaultProxy} treats what passes.
 *
 * @param delay how long every byte is on its way at least
 * @param jitter by how much more at most, drawn for each piece
 * @param swallowing whether nothing arrives while the connection seems to be well: half open
 */
public record Weather(Duration delay, Duration jitter, boolean swallowing) {

    /** Everything passes at once. */
    public static final Weather FAIR = new Weather(Duration.ZERO, Duration.ZERO, false);

    /** Everything is read and nothing arrives; nobody is told. */
    public static final Weather HALF_OPEN = new Weather(Duration.ZERO, Duration.ZERO, true);

    /** A slow and unsteady line. */
    public static Weather slow(Duration delay, Duration jitter) {
        return new Weather(delay, jitter, false);
    }
}
