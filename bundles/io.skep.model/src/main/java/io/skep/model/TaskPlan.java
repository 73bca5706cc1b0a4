package io.skep.model;

import io.skep.model.spec.GenericResource;
import io.skep.model.spec.Given;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.PortConfig;
import io.skep.model.spec.TaskDefaults;
import io.skep.model.spec.TaskSpec;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/**
 * What a task is to do, and where. Written by the planner only.
 *
 * @param serviceId the service it belongs to
 * @param serviceName the service's name when the task was made
 * @param serviceLabels the service's labels when the task was made
 * @param slot from 1; 0 for one-per-node services
 * @param spec what it runs
 * @param specVersion the service's wish it was made for
 * @param jobIteration the job's iteration it belongs to
 * @param desired what is to become of it; only increases
 * @param phase state until the node's agent accepts it; only increases
 * @param nodeId where; absent until assigned
 * @param since when {@code phase} was reached
 * @param message what Docker prints for {@code phase}
 * @param err why it is not further
 * @param startAfter when desired READY may become RUNNING; absent when it is not delayed
 * @param ports host-mode ports
 * @param genericResources claimed resources
 * @param placedBy name and version of the strategy that chose the node
 * @param explain which nodes refused it and why, while it is pending
 * @param origin what it was made from
 * @param networks its places on networks; empty until they are allocated
 */
public record TaskPlan(
        ServiceId serviceId,
        String serviceName,
        Map<String, String> serviceLabels,
        int slot,
        TaskSpec spec,
        long specVersion,
        long jobIteration,
        TaskState desired,
        TaskState phase,
        @Nullable NodeId nodeId,
        Instant since,
        String message,
        String err,
        @Nullable Instant startAfter,
        List<PortConfig> ports,
        List<GenericResource> genericResources,
        String placedBy,
        List<Rejection> explain,
        Origin origin,
        List<TaskAttachment> networks) {

    /** Copies, orders and fills what is absent. */
    public TaskPlan {
        serviceName = Given.text(serviceName);
        serviceLabels = Given.map(serviceLabels);
        message = Given.text(message);
        err = Given.text(err);
        ports = Given.list(ports);
        genericResources = Given.list(genericResources);
        placedBy = Given.text(placedBy);
        explain = Given.list(explain);
        origin = origin == null ? Origin.UNKNOWN : origin;
        networks = Given.list(networks);
    }

    /** A plan of unknown origin. */
    public TaskPlan(
            ServiceId serviceId,
            String serviceName,
            Map<String, String> serviceLabels,
            int slot,
            TaskSpec spec,
            long specVersion,
            long jobIteration,
            TaskState desired,
            TaskState phase,
            @Nullable NodeId nodeId,
            Instant since,
            String message,
            String err,
            @Nullable Instant startAfter,
            List<PortConfig> ports,
            List<GenericResource> genericResources,
            String placedBy,
            List<Rejection> explain) {
        this(
                serviceId,
                serviceName,
                serviceLabels,
                slot,
                spec,
                specVersion,
                jobIteration,
                desired,
                phase,
                nodeId,
                since,
                message,
                err,
                startAfter,
                ports,
                genericResources,
                placedBy,
                explain,
                Origin.UNKNOWN,
                List.of());
    }

    /**
     * The plan of a new task of a service's wish in force: phase NEW, wanted now.
     *
     * @param service whose task
     * @param slot which slot; 0 for one-per-node services
     * @param node where, for one-per-node services
     * @param defaults what tasks get when their spec is silent
     * @param now when
     */
    public static TaskPlan created(
            Service service, int slot, @Nullable NodeId node, TaskDefaults defaults, Instant now) {
        var wish = service.inForce();
        return new TaskPlan(
                service.id(),
                wish.name(),
                wish.labels(),
                slot,
                wish.taskTemplate(),
                service.versionInForce(),
                service.wish().value().jobIteration(),
                wish.mode().job() ? TaskState.COMPLETE : TaskState.RUNNING,
                TaskState.NEW,
                node,
                now,
                "created",
                "",
                null,
                wish.ports().stream().filter(PortConfig::hostMode).toList(),
                List.of(),
                "",
                List.of(),
                Origin.of(wish, defaults),
                List.of());
    }

    /** This plan with another desired state. */
    public TaskPlan withDesired(TaskState wanted) {
        return with(wanted, progress(), startAfter, choice());
    }

    /** This plan in another phase. */
    public TaskPlan withPhase(TaskState reached, Instant at, String note, String error) {
        return with(desired, new Progress(reached, nodeId, at, note, error), startAfter, choice());
    }

    /** This plan on a node: the scheduler's decision. */
    public TaskPlan placed(
            NodeId on, List<GenericResource> claimed, String strategy, Instant at, String note) {
        var assigned = new Progress(TaskState.ASSIGNED, on, at, note, "");
        return with(desired, assigned, startAfter, new Choice(claimed, strategy, List.of()));
    }

    /** This plan with the reasons why it has no node. */
    public TaskPlan unplaced(String error, List<Rejection> reasons) {
        var stuck = new Progress(phase, nodeId, since, message, error);
        return with(desired, stuck, startAfter, new Choice(genericResources, placedBy, reasons));
    }

    /** This plan, to wait in desired READY and to start at that moment at the earliest. */
    public TaskPlan delayed(Instant earliest) {
        return with(TaskState.READY, progress(), earliest, choice());
    }

    /** This plan, to wait in desired READY until its predecessor stopped. */
    public TaskPlan waiting() {
        return with(TaskState.READY, progress(), null, choice());
    }

    private record Progress(
            TaskState phase, @Nullable NodeId node, Instant since, String message, String err) {}

    private record Choice(
            List<GenericResource> claimed, String placedBy, List<Rejection> explain) {}

    private Progress progress() {
        return new Progress(phase, nodeId, since, message, err);
    }

    private Choice choice() {
        return new Choice(genericResources, placedBy, explain);
    }

    private TaskPlan with(
            TaskState wanted, Progress reached, @Nullable Instant earliest, Choice chosen) {
        return new TaskPlan(
                serviceId,
                serviceName,
                serviceLabels,
                slot,
                spec,
                specVersion,
                jobIteration,
                wanted,
                reached.phase(),
                reached.node(),
                reached.since(),
                reached.message(),
                reached.err(),
                earliest,
                ports,
                chosen.claimed(),
                chosen.placedBy(),
                chosen.explain(),
                origin,
                networks);
    }

    /** This plan with another origin. */
    public TaskPlan withOrigin(Origin other) {
        return new TaskPlan(
                serviceId,
                serviceName,
                serviceLabels,
                slot,
                spec,
                specVersion,
                jobIteration,
                desired,
                phase,
                nodeId,
                since,
                message,
                err,
                startAfter,
                ports,
                genericResources,
                placedBy,
                explain,
                other,
                networks);
    }

    /** This plan with places on networks. */
    public TaskPlan attached(List<TaskAttachment> places) {
        return new TaskPlan(
                serviceId,
                serviceName,
                serviceLabels,
                slot,
                spec,
                specVersion,
                jobIteration,
                desired,
                phase,
                nodeId,
                since,
                message,
                err,
                startAfter,
                ports,
                genericResources,
                placedBy,
                explain,
                origin,
                places);
    }

    /** Where its output goes: as its spec says, else as the cluster said when it was made. */
    public Optional<LogDriver> logDriver() {
        return Optional.ofNullable(
                spec.logDriver() != null ? spec.logDriver() : origin.logDriver());
    }

    /** Whether the task is wanted to run, now or after a delay. */
    public boolean wanted() {
        return !desired.after(TaskState.COMPLETE);
    }
}
