package io.skep.model.spec;

/**
 * Processor and operating system.
 *
 * @param architecture for example {@code x86_64}
 * @param os for example {@code linux}
 */
public record Platform(String architecture, String os) {

    /** Copies, orders and fills what is absent. */
    public Platform {
        architecture = Given.text(architecture);
        os = Given.text(os);
    }
}
