package io.skep.model.spec;

/**
 * Windows managed service account; refused on Linux.
 *
 * @param config config id
 * @param file file name
 * @param registry registry value
 */
public record CredentialSpec(String config, String file, String registry) {

    /** Copies, orders and fills what is absent. */
    public CredentialSpec {
        config = Given.text(config);
        file = Given.text(file);
        registry = Given.text(registry);
    }
}
