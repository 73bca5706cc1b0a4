package io.skep.ca.spi;

import org.osgi.annotation.versioning.ProviderType;

/** What a certificate authority tells its host. Safe for use by any thread. */
@ProviderType
public interface CaSink {

    /** {@link CertificateAuthority#root} is another one, though nobody installed it. */
    void rootChanged();
}
