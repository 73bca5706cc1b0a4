package io.skep.tck.ca;

/** What can be wrong with a certificate authority. */
enum Flaw {
    COPIES_THE_SUBJECT,
    FORGETS_THE_NAMES,
    OUTLIVES_THE_ROOT,
    BELIEVES_SIGNATURES,
    MAKES_AUTHORITIES,
    CROSS_SIGNS_FLATLY,
    TAKES_ANY_KEY,
    NEVER_QUIET,
    LEAVES_NOTHING,
    NEVER_CLOSED
}
