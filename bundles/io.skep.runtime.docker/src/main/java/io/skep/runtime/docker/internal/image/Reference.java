package io.skep.runtime.docker.internal.image;

/**
 * What users write for an image.
 *
 * @param text as written
 * @param name registry and repository
 * @param version the tag, or the digest if there is one
 */
record Reference(String text, String name, String version) {

    private static final String BY_ID = "sha256:";

    static Reference parse(String text) {
        var at = text.indexOf('@');
        var tagged = at < 0 ? text : text.substring(0, at);
        var colon = tagged.lastIndexOf(':');
        var hasTag = colon > tagged.lastIndexOf('/');
        var name = hasTag ? tagged.substring(0, colon) : tagged;
        if (at >= 0) {
            return new Reference(text, name, text.substring(at + 1));
        }
        return new Reference(text, name, hasTag ? tagged.substring(colon + 1) : "latest");
    }

    /** Who is asked for it; empty for the one that is asked when none is named. */
    String registry() {
        var slash = name.indexOf('/');
        var first = slash < 0 ? "" : name.substring(0, slash);
        var host = first.contains(".") || first.contains(":") || first.equals("localhost");
        return host ? first : "";
    }

    /** Whether it is an image's own id, which no registry knows. */
    boolean byId() {
        return text.startsWith(BY_ID);
    }

    /** Whether it names one content for ever, so that an image that is here is the right one. */
    boolean fixed() {
        return byId() || text.contains("@");
    }
}
