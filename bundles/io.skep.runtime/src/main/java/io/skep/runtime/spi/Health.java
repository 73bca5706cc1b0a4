package io.skep.runtime.spi;

/** What a health check says. */
public enum Health {
    /** There is no check. */
    NONE,
    /** It has not succeeded yet. */
    STARTING,
    /** It succeeds. */
    HEALTHY,
    /** It failed as often in a row as allowed. */
    UNHEALTHY
}
