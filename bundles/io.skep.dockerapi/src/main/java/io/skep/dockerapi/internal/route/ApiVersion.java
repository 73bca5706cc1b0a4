package io.skep.dockerapi.internal.route;

import io.skep.control.Refusal;

/**
 * A version of the API, 1.x. Source: docker-api-notes 1.2.
 *
 * @param minor the x
 */
public record ApiVersion(int minor) {

    /** The newest that is served. */
    public static final ApiVersion NEWEST = new ApiVersion(44);

    /** The version of Skep. */
    public static final String PRODUCT = "0.1.0";

    private static final ApiVersion OLDEST = new ApiVersion(24);

    /** The version in a path. */
    static ApiVersion of(String major, String minor) {
        var text = major + "." + minor;
        if (!major.equals("1") || minor.length() > 3) {
            throw tooNew(text);
        }
        var version = new ApiVersion(Integer.parseInt(minor));
        if (version.minor > NEWEST.minor) {
            throw tooNew(text);
        }
        return version;
    }

    /** Whether clients of this version are served. */
    boolean served() {
        return minor >= OLDEST.minor;
    }

    /** What to say to a client of this version, when it is too old to be served. */
    String tooOld() {
        return "client version "
                + this
                + " is too old. Minimum supported API version is "
                + OLDEST
                + ", please upgrade your client to a newer version";
    }

    /** Whether it is that version or a newer one. */
    public boolean atLeast(int other) {
        return minor >= other;
    }

    /** The oldest that is served. */
    public static ApiVersion oldest() {
        return OLDEST;
    }

    private static Refusal tooNew(String text) {
        return new Refusal(
                Refusal.Code.INVALID,
                "client version "
                        + text
                        + " is too new. Maximum supported API version is "
                        + NEWEST);
    }

    @Override
    public String toString() {
        return "1." + minor;
    }
}
