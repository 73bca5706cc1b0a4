package io.skep.model;

import io.skep.model.spec.EndpointSpec;
import io.skep.model.spec.Given;
import io.skep.model.spec.PortConfig;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * What the planner made of a service.
 *
 * @param ports published ports, with numbers chosen
 * @param endpointSpec the endpoint wish these ports were made for
 * @param virtualIps one per network
 * @param update progress of the update; absent when there was none
 * @param updateVersion the wish that {@code update} is about
 * @param rolledBack whether the previous wish is in force instead of the newest; counts only while
 *     {@code updateVersion} is the newest wish
 * @param updateSlots how many slots were outdated when the update began; 0 when not counted yet
 */
public record ServicePlan(
        List<PortConfig> ports,
        @Nullable EndpointSpec endpointSpec,
        List<VirtualIp> virtualIps,
        @Nullable UpdateStatus update,
        long updateVersion,
        boolean rolledBack,
        long updateSlots) {

    /** Copies, orders and fills what is absent. */
    public ServicePlan {
        ports = Given.list(ports);
        virtualIps = Given.list(virtualIps);
    }

    /** A plan without a count of outdated slots. */
    public ServicePlan(
            List<PortConfig> ports,
            @Nullable EndpointSpec endpointSpec,
            List<VirtualIp> virtualIps,
            @Nullable UpdateStatus update,
            long updateVersion,
            boolean rolledBack) {
        this(ports, endpointSpec, virtualIps, update, updateVersion, rolledBack, 0);
    }

    /** A plan that says nothing yet. */
    public static final ServicePlan EMPTY =
            new ServicePlan(List.of(), null, List.of(), null, 0, false);

    /** This plan with other progress. */
    public ServicePlan withUpdate(@Nullable UpdateStatus status, long version) {
        return new ServicePlan(
                ports, endpointSpec, virtualIps, status, version, rolledBack, updateSlots);
    }

    /** This plan with the newest or the previous wish in force. */
    public ServicePlan withRolledBack(boolean previousInForce) {
        return new ServicePlan(
                ports,
                endpointSpec,
                virtualIps,
                update,
                updateVersion,
                previousInForce,
                updateSlots);
    }

    /** This plan with other ports. */
    public ServicePlan withPorts(List<PortConfig> chosen, @Nullable EndpointSpec madeFor) {
        return new ServicePlan(
                chosen, madeFor, virtualIps, update, updateVersion, rolledBack, updateSlots);
    }

    /** This plan with another count of outdated slots. */
    public ServicePlan withUpdateSlots(long outdated) {
        return new ServicePlan(
                ports, endpointSpec, virtualIps, update, updateVersion, rolledBack, outdated);
    }

    /** This plan with other virtual addresses. */
    public ServicePlan withVirtualIps(List<VirtualIp> addresses) {
        return new ServicePlan(
                ports, endpointSpec, addresses, update, updateVersion, rolledBack, updateSlots);
    }
}
