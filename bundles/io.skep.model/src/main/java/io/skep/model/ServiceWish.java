package io.skep.model;

import io.skep.model.spec.Payload;
import io.skep.model.spec.ServiceSpec;
import java.time.Instant;
import org.jspecify.annotations.Nullable;

/**
 * What the user wants of a service, with the wish before it. Source: swarm-behaviour SV-11.
 *
 * @param spec the wish in force
 * @param specVersion number of the wish; tasks carry it
 * @param previous the wish before; absent when there is none
 * @param previousVersion its number
 * @param jobIteration grows with every update of a job. Source: swarm-behaviour JB-6
 * @param lastExecution when the iteration began; jobs only
 * @param rollbackRequested whether the wish in force came from {@code docker service rollback}
 * @param registryAuth credentials for the image, as the client sent them; never shown
 * @param previousAuth credentials of the wish before
 */
public record ServiceWish(
        ServiceSpec spec,
        long specVersion,
        @Nullable ServiceSpec previous,
        long previousVersion,
        long jobIteration,
        @Nullable Instant lastExecution,
        boolean rollbackRequested,
        Payload registryAuth,
        Payload previousAuth) {}
