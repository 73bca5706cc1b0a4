package io.skep.control.engine.internal.service;

import io.skep.control.engine.internal.answer.Refusals;
import java.util.List;
import java.util.regex.Pattern;

/** Checks image references by Docker's grammar, and the process runtime's coordinates. */
final class ImageName {

    private static final String HOST =
            "(?:[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?(?:\\.[a-zA-Z0-9](?:[a-zA-Z0-9-]*[a-zA-Z0-9])?)*"
                    + "|\\[[a-fA-F0-9:]+\\])(?::[0-9]+)?";
    private static final String STEP = "[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*";
    private static final String PATH = STEP + "(?:/" + STEP + ")*";
    private static final Pattern REFERENCE =
            Pattern.compile(
                    "(?<name>(?:"
                            + HOST
                            + "/)?"
                            + PATH
                            + ")(?::\\w[\\w.-]{0,127})?"
                            + "(?:@[A-Za-z][A-Za-z0-9]*(?:[-_+.][A-Za-z][A-Za-z0-9]*)*:[0-9a-fA-F]{32,})?");
    private static final Pattern DIGEST = Pattern.compile("[a-f0-9]{64}");
    private static final int MAX_NAME = 255;
    private static final int MAX_REFERENCE = 1_000; // a pattern takes its time
    private static final List<String> SCHEMES = List.of("file:", "mvn:");

    private ImageName() {}

    static void check(String image) {
        if (image.isEmpty()) {
            throw Refusals.invalid("ContainerSpec: image reference must be provided");
        }
        if (!coordinates(image) && !reference(image)) {
            throw Refusals.invalid(
                    "ContainerSpec: \"" + image + "\" is not a valid repository/tag");
        }
    }

    private static boolean coordinates(String image) {
        return SCHEMES.stream()
                .anyMatch(scheme -> image.startsWith(scheme) && image.length() > scheme.length());
    }

    private static boolean reference(String image) {
        var matcher = REFERENCE.matcher(image);
        return image.length() <= MAX_REFERENCE
                && matcher.matches()
                && matcher.group("name").length() <= MAX_NAME
                && !DIGEST.matcher(image).matches();
    }
}
