package io.skep.model.spec;

import java.util.List;

/**
 * Resolver settings of a container.
 *
 * @param nameservers addresses
 * @param search search domains
 * @param options resolver options
 */
public record DnsConfig(List<String> nameservers, List<String> search, List<String> options) {

    /** Copies, orders and fills what is absent. */
    public DnsConfig {
        nameservers = Given.list(nameservers);
        search = Given.list(search);
        options = Given.list(options);
    }
}
