package io.skep.runtime.process.internal.launch;

import io.skep.model.spec.ContainerSpec;
import io.skep.runtime.spi.Workload;
import java.util.List;
import java.util.function.Predicate;

/** What a plain process cannot have. */
public final class Refusal {

    private record Rule(String what, Predicate<Workload> asked) {}

    private static final List<Rule> RULES =
            List.of(
                    new Rule("networks", Refusal::hasNetworks),
                    spec("mounts", c -> !c.mounts().isEmpty()),
                    spec("a user", c -> !c.user().isEmpty()),
                    spec("groups", c -> !c.groups().isEmpty()),
                    spec("security options", c -> c.privileges() != null),
                    spec("a terminal", ContainerSpec::tty),
                    spec("standard input", ContainerSpec::openStdin),
                    spec("a read-only root", ContainerSpec::readOnly),
                    spec("extra hosts", c -> !c.hosts().isEmpty()),
                    spec("resolver settings", Refusal::resolves),
                    spec("sysctls", c -> !c.sysctls().isEmpty()),
                    spec("capabilities", Refusal::hasCapabilities),
                    spec("such ulimits", c -> !c.ulimits().stream().allMatch(Ulimits::knows)));

    private Refusal() {}

    private static Rule spec(String what, Predicate<ContainerSpec> asked) {
        return new Rule(what, workload -> asked.test(workload.container()));
    }

    /** The routing mesh is one, though no spec names it. */
    private static boolean hasNetworks(Workload workload) {
        return !workload.plan().spec().networks().isEmpty()
                || !workload.plan().networks().isEmpty();
    }

    private static boolean hasCapabilities(ContainerSpec c) {
        return !c.capabilityAdd().isEmpty() || !c.capabilityDrop().isEmpty();
    }

    /** Docker's CLI always sends an object, empty when nothing was asked. */
    private static boolean resolves(ContainerSpec c) {
        var dns = c.dnsConfig();
        return dns != null
                && !(dns.nameservers().isEmpty()
                        && dns.search().isEmpty()
                        && dns.options().isEmpty());
    }

    /** Why a workload cannot run as a process; empty when it can. */
    public static String of(Workload workload) {
        return RULES.stream()
                .filter(rule -> rule.asked().test(workload))
                .findFirst()
                .map(rule -> "runtime process: a process cannot have " + rule.what())
                .orElseGet(() -> Program.refusal(workload.container()));
    }
}
