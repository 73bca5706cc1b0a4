package io.skep.transport.engine.internal;

import io.skep.ca.Credentials;
import org.osgi.service.component.annotations.Activate;
import org.osgi.service.component.annotations.Component;
import org.osgi.service.component.annotations.Deactivate;
import org.osgi.service.component.annotations.Reference;

/**
 * Brings the node's credential to the transport. Apart from {@link SiteDuty}, because whoever keeps
 * the credential needs the transport to get one: in one component that would be a circle of
 * services.
 */
@Component(
        name = "io.skep.transport.credential",
        immediate = true,
        service = {})
public final class Bearer {

    private final SiteDuty site;
    private final Credentials credentials;

    /** Wired: the transport shows what there is from now on. */
    @Activate
    public Bearer(
            @Reference(name = "site") SiteDuty site,
            @Reference(name = "credentials") Credentials credentials) {
        this.site = site;
        this.credentials = credentials;
        site.rely(credentials);
    }

    /** Its keeper goes; the last credential counts. */
    @Deactivate
    public void deactivate() {
        site.part(credentials);
    }
}
