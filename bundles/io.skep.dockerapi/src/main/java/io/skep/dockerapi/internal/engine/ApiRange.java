package io.skep.dockerapi.internal.engine;

import java.util.regex.Pattern;

/**
 * The API versions an engine speaks, as minor numbers of version 1.
 *
 * @param oldest and
 * @param newest of them
 */
record ApiRange(int oldest, int newest) {

    private static final Pattern PREFIX = Pattern.compile("/v1\\.(\\d{1,4})(?=/)");
    private static final Pattern VERSION = Pattern.compile("1\\.(\\d{1,4})");

    /** From texts such as {@code 1.24} and {@code 1.51}. */
    static ApiRange of(String oldest, String newest) {
        int last = minor(newest);
        return new ApiRange(oldest.isEmpty() ? 0 : Math.min(minor(oldest), last), last);
    }

    /** A request's URI with its version brought into this range; without a version as it is. */
    String fit(String uri) {
        var prefix = PREFIX.matcher(uri);
        if (!prefix.lookingAt()) {
            return uri;
        }
        int asked = Integer.parseInt(prefix.group(1));
        int fitting = Math.max(oldest, Math.min(newest, asked));
        return "/v1." + fitting + uri.substring(prefix.end());
    }

    private static int minor(String version) {
        var parts = VERSION.matcher(version);
        if (!parts.matches()) {
            throw new IllegalArgumentException("'" + version + "' is no API version");
        }
        return Integer.parseInt(parts.group(1));
    }
}
