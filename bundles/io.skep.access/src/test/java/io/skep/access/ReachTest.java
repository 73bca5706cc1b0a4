package io.skep.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.dockerjson.Json;
import io.skep.model.Change;
import io.skep.model.NetworkId;
import io.skep.model.NodeDescription;
import io.skep.model.NodeId;
import io.skep.model.NodeState;
import io.skep.model.NodeStatus;
import io.skep.model.Part;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.model.View;
import io.skep.model.spec.Availability;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.Driver;
import io.skep.model.spec.LogDriver;
import io.skep.model.spec.Mount;
import io.skep.model.spec.NetworkSpec;
import io.skep.model.spec.NodeRole;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Platform;
import io.skep.model.spec.Privileges;
import io.skep.model.spec.Resources;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.VolumeOptions;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What of a spec reaches out of its containers. Source: consensus-and-faults A17. */
class ReachTest {

    /** Fields that say nothing of the host, and those that are judged: together all there are. */
    private static final Map<Class<?>, List<String>> FIELDS =
            Map.of(
                    ServiceSpec.class,
                    List.of(
                            "name labels mode updateConfig rollbackConfig endpointSpec",
                            "taskTemplate networks"),
                    TaskSpec.class,
                    List.of(
                            "resources restartPolicy placement forceUpdate",
                            "containerSpec networks logDriver runtime"),
                    ContainerSpec.class,
                    List.of(
                            "labels command args hostname env dir user groups init stopSignal tty"
                                    + " openStdin readOnly stopGracePeriod healthcheck hosts"
                                    + " dnsConfig secrets configs capabilityDrop ulimits",
                            "image privileges mounts isolation sysctls capabilityAdd oomScoreAdj"),
                    Mount.class,
                    List.of(
                            "target readOnly consistency bindOptions tmpfsOptions",
                            "type source volumeOptions"),
                    VolumeOptions.class,
                    List.of("noCopy labels subpath", "driverConfig"),
                    Driver.class,
                    List.of("", "name options"),
                    LogDriver.class,
                    List.of("", "name options"),
                    Privileges.class,
                    List.of("noNewPrivileges", "credentialSpec seLinuxContext seccomp appArmor"),
                    NetworkSpec.class,
                    List.of(
                            "name labels driverOpts ipv6 internal attachable ipam scope",
                            "driver configFrom ingress"),
                    SecretSpec.class,
                    List.of("name labels data templating", "driver"));

    @Test
    void A17_everyFieldOfASpecIsClassified() {
        FIELDS.forEach(
                (type, names) -> {
                    var listed = new TreeSet<String>();
                    names.forEach(some -> listed.addAll(List.of(some.split(" "))));
                    listed.remove("");
                    var there =
                            Arrays.stream(type.getRecordComponents())
                                    .map(component -> component.getName())
                                    .collect(Collectors.toCollection(TreeSet::new));

                    assertEquals(there, listed, type.getName());
                });
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Image':'file:/bin/x.jar'|ContainerSpec.Image",
                "'Image':'mvn:a/b/1'|ContainerSpec.Image",
                "'Mounts':[{'Type':'bind','Source':'/','Target':'/h'}]|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'tmpfs','Target':'/t'},{'Type':'bind','Source':"
                        + "'/run/docker.sock','Target':'/s','ReadOnly':true}]|ContainerSpec.Mounts",
                "'mounts':[{'type':'bind','source':'/','target':'/h'}]|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'npipe','Source':'a','Target':'/h'}]|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'cluster','Source':'a','Target':'/h'}]|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'volume','Source':'/etc','Target':'/h'}]|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'volume','Source':'v','Target':'/h','VolumeOptions':"
                        + "{'DriverConfig':{'Name':'local','Options':{'type':'none','o':'bind',"
                        + "'device':'/'}}}}]|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'volume','Source':'v','Target':'/h','VolumeOptions':"
                        + "{'DriverConfig':{'Options':{'device':'/dev/sda'}}}}]"
                        + "|ContainerSpec.Mounts",
                "'Mounts':[{'Type':'volume','Source':'v','Target':'/h','VolumeOptions':"
                        + "{'DriverConfig':{'Name':'sshfs'}}}]|ContainerSpec.Mounts",
                "'Privileges':{'Seccomp':{'Mode':'unconfined'}}|ContainerSpec.Privileges.Seccomp",
                "'Privileges':{'Seccomp':{'Mode':'custom','Profile':'e30='}}"
                        + "|ContainerSpec.Privileges.Seccomp",
                "'Privileges':{'AppArmor':{'Mode':'disabled'}}|ContainerSpec.Privileges.AppArmor",
                "'Privileges':{'SELinuxContext':{'Disable':true}}"
                        + "|ContainerSpec.Privileges.SELinuxContext",
                "'Privileges':{'SELinuxContext':{'Type':'spc_t'}}"
                        + "|ContainerSpec.Privileges.SELinuxContext",
                "'Privileges':{'CredentialSpec':{'File':'a'}}"
                        + "|ContainerSpec.Privileges.CredentialSpec",
                "'CapabilityAdd':['CAP_SYS_ADMIN']|ContainerSpec.CapabilityAdd",
                "'Sysctls':{'kernel.shmmax':'1'}|ContainerSpec.Sysctls",
                "'Isolation':'process'|ContainerSpec.Isolation",
                "'OomScoreAdj':-1|ContainerSpec.OomScoreAdj",
            })
    void A17_aContainerThatReachesItsHostIsTold(String field, String told) {
        var task = "{'TaskTemplate':{'ContainerSpec':{'Image':'a'," + field + "}}}";

        assertEquals(Optional.of(told), Reach.of(service(task), cluster("docker")));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "'Networks':[{'Target':'host'}]|network host",
                "'Networks':[{'Target':'hostid'}]|network host",
                "'Networks':[{'Target':'hosti'}]|network host",
                "'TaskTemplate':{'Networks':[{'Target':'web'},{'Target':'host'}]}|network host",
                "'TaskTemplate':{'LogDriver':{'Name':'syslog'}}|LogDriver",
                "'TaskTemplate':{'LogDriver':{'Options':{'syslog-address':'unix:///x'}}}|LogDriver",
                "'TaskTemplate':{'Runtime':'plugin'}|Runtime",
            })
    void A17_aServiceThatReachesItsHostIsTold(String field, String told) {
        assertEquals(Optional.of(told), Reach.of(service("{" + field + "}"), cluster("docker")));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'TaskTemplate':{'ContainerSpec':{'Image':'a','Mounts':[{'Type':'volume','Source':"
                        + "'v','Target':'/v','VolumeOptions':{'NoCopy':true,'DriverConfig':"
                        + "{'Name':'local'}}},{'Type':'volume','Target':'/a'},{'Type':'tmpfs',"
                        + "'Target':'/t'}]}}}",
                "{'TaskTemplate':{'ContainerSpec':{'Privileges':{'NoNewPrivileges':true,'Seccomp':"
                        + "{'Mode':'default'},'AppArmor':{'Mode':'default'}},'CapabilityDrop':"
                        + "['ALL'],'Isolation':'default','OomScoreAdj':100,'User':'0'}}}",
                "{'Networks':[{'Target':'web'}],'EndpointSpec':{'Ports':[{'TargetPort':80}]}}",
                "{'TaskTemplate':{'LogDriver':{'Name':'json-file','Options':{'max-size':'1m'}},"
                        + "'Networks':[{'Target':'unknown'}]}}",
            })
    void whatStaysInsideIsNotTold(String spec) {
        assertEquals(Optional.empty(), Reach.of(service(spec), cluster("docker")));
    }

    @Test
    void A17_whereTasksAreProcessesEverythingReachesTheHost() {
        var told = Reach.of(service("{}"), cluster("docker", "process"));

        assertTrue(told.orElseThrow().startsWith("node n1, whose tasks"), told::toString);
    }

    @Test
    void A17_networksAreOverlaysOfTheClustersOwn() {
        assertEquals(Optional.empty(), Reach.of(network("overlay", "", false)));
        assertEquals(Optional.empty(), Reach.of(network("", "", false)));
        assertEquals(Optional.of("Driver"), Reach.of(network("macvlan", "", false)));
        assertEquals(Optional.of("ConfigFrom"), Reach.of(network("overlay", "other", false)));
        assertEquals(Optional.of("Ingress"), Reach.of(network("overlay", "", true)));
    }

    @Test
    void A17_secretsAreKeptByTheClusterItself() {
        var plain = "{'Name':'a','Data':'YQ=='}";
        var driven = "{'Name':'a','Driver':{'Name':'vault'}}";

        assertEquals(Optional.empty(), Reach.of(read(plain, SecretSpec.class)));
        assertEquals(Optional.of("Driver"), Reach.of(read(driven, SecretSpec.class)));
    }

    private static ServiceSpec service(String json) {
        return read(json, ServiceSpec.class);
    }

    private static <T> T read(String json, Class<T> type) {
        var text = json.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
        return Json.value(Json.parse(text), type);
    }

    private static View cluster(String... runtimes) {
        var node = new NodeId("n1id");
        var facts =
                new NodeDescription(
                        "n1",
                        new Platform("x86_64", "linux"),
                        new Resources(1, 1, List.of()),
                        "28",
                        Map.of(),
                        List.of(),
                        List.of(runtimes));
        var spec = new NodeSpec("", Map.of(), NodeRole.MANAGER, Availability.ACTIVE);
        return State.EMPTY.after(
                List.of(
                        Change.put(Part.NODE_SPEC, node, spec),
                        Change.put(
                                Part.NODE_STATUS,
                                node,
                                new NodeStatus(NodeState.READY, "", "10.0.0.1", facts, null)),
                        Change.put(
                                Part.NETWORK_SPEC,
                                new NetworkId("hostid"),
                                named("host", "host", "", false)),
                        Change.put(
                                Part.NETWORK_SPEC,
                                new NetworkId("webid"),
                                named("web", "overlay", "", false))),
                new Stamp(1, Instant.EPOCH));
    }

    private static NetworkSpec network(String driver, String lender, boolean ingress) {
        return named("net", driver, lender, ingress);
    }

    private static NetworkSpec named(String name, String driver, String lender, boolean ingress) {
        return new NetworkSpec(
                name, Map.of(), driver, Map.of(), false, false, false, ingress, null, lender,
                "swarm");
    }
}
