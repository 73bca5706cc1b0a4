package io.skep.model.spec;

import java.util.Map;

/**
 * A signer outside the cluster.
 *
 * @param protocol only {@code cfssl}
 * @param url where it signs
 * @param options settings of the protocol
 * @param caCert its root certificate, PEM
 */
public record ExternalCa(String protocol, String url, Map<String, String> options, String caCert) {

    /** Copies, orders and fills what is absent. */
    public ExternalCa {
        protocol = Given.text(protocol);
        url = Given.text(url);
        options = Given.map(options);
        caCert = Given.text(caCert);
    }
}
