package io.skep.control;

import org.osgi.annotation.versioning.ProviderType;

/** This node's figures, for those who collect them. Safe for use by any thread; does not block. */
@ProviderType
public interface Metrics {

    /** Stands in while there is none. */
    Metrics SILENT = accept -> new Page("text/plain; charset=utf-8", new byte[0]);

    /**
     * All figures as they are now.
     *
     * @param accept the header {@code Accept}: OpenMetrics when it asks for that, else Prometheus'
     *     text
     */
    Page page(String accept);

    /**
     * What is answered.
     *
     * @param type its media type
     * @param body its bytes
     */
    record Page(String type, byte[] body) {}
}
