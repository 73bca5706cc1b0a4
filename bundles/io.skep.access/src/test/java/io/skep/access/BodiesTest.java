package io.skep.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.access.Verdict.Body;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What may be sent to the engine for a deployer. Source: consensus-and-faults A17. */
class BodiesTest {

    /** What has no value that stays inside a container but none. */
    private static final Set<String> MUST_SAY_NOTHING =
            Set.of(
                    "Annotations",
                    "BlkioDeviceReadBps",
                    "BlkioDeviceReadIOps",
                    "BlkioDeviceWriteBps",
                    "BlkioDeviceWriteIOps",
                    "BlkioWeightDevice",
                    "CapAdd",
                    "Cgroup",
                    "CgroupParent",
                    "CpuRealtimePeriod",
                    "CpuRealtimeRuntime",
                    "DeviceCgroupRules",
                    "DeviceRequests",
                    "Devices",
                    "OomKillDisable",
                    "PidMode",
                    "Privileged",
                    "StorageOpt",
                    "Sysctls",
                    "UTSMode",
                    "UsernsMode",
                    "VolumesFrom");

    @Test
    void A17_everyFieldOfDockersHostConfigIsClassified() throws IOException {
        var names = new TreeSet<String>();
        Tables.lines("fields.txt").stream()
                .filter(line -> line.startsWith("HostConfig "))
                .forEach(line -> names.add(line.split(" ")[1]));
        names.addAll(defined());

        var known = names.stream().filter(Containers::knows).collect(Collectors.toSet());
        names.removeAll(known);

        assertEquals(new TreeSet<>(MUST_SAY_NOTHING), names);
    }

    @Test
    void A17_everyFieldOfDockersContainerMayBeSaidOrIsTheHosts() {
        for (var line : Tables.lines("fields.txt")) {
            if (line.startsWith("ContainerConfig ")) {
                var name = line.split(" ")[1];
                assertEquals(Optional.empty(), asked("{\"" + name + "\":[\"x\"]}"), name);
            }
        }
        assertEquals(Optional.of("Other"), asked("{\"Other\":[\"x\"]}"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Annotations':{'a':'b'}",
                "'Binds':['/:/host']",
                "'Binds':['data:/data','/var/run/docker.sock:/s:ro']",
                "'Binds':['../x:/x']",
                "'Binds':['~/x:/x']",
                "'Binds':'/:/host'",
                "'Binds':[5]",
                "'BlkioWeightDevice':[{'Path':'/dev/sda','Weight':10}]",
                "'CapAdd':['SYS_ADMIN']",
                "'Cgroup':'container:a'",
                "'CgroupParent':'/system.slice'",
                "'CgroupnsMode':'host'",
                "'CpuRealtimeRuntime':1000",
                "'DeviceCgroupRules':['a *:* rwm']",
                "'DeviceRequests':[{'Count':-1}]",
                "'Devices':[{'PathOnHost':'/dev/sda','PathInContainer':'/dev/sda'}]",
                "'IpcMode':'host'",
                "'IpcMode':'container:a'",
                "'Isolation':'hyperv'",
                "'LogConfig':{'Type':'syslog','Config':{'syslog-address':'unix:///x'}}",
                "'LogConfig':{'Config':{'syslog-address':'unix:///x'}}",
                "'LogConfig':{'Type':'journald'}",
                "'MaskedPaths':[]",
                "'Mounts':[{'Type':'bind','Source':'/','Target':'/host'}]",
                "'Mounts':[{'type':'BIND','Source':'/','Target':'/host'}]",
                "'Mounts':[{'Type':'volume','Target':'/v','VolumeOptions':{'DriverConfig':"
                        + "{'Name':'local','Options':{'type':'none','o':'bind','device':'/'}}}}]",
                "'Mounts':[{'Type':'volume','Target':'/v','VolumeOptions':{'DriverConfig':"
                        + "{'Name':'sshfs'}}}]",
                "'Mounts':[{'Type':'volume','Source':'/','Target':'/v'}]",
                "'Mounts':[{'Type':'volume','Target':'/v','BindOptions':{'Propagation':'shared'}}]",
                "'Mounts':[{'Source':'/','Target':'/host'}]",
                "'Mounts':[{'Type':'npipe','Source':'a','Target':'b'}]",
                "'NetworkMode':'host'",
                "'NetworkMode':'container:a'",
                "'NetworkMode':['host']",
                "'OomKillDisable':true",
                "'OomScoreAdj':-1000",
                "'OomScoreAdj':-4294967296",
                "'PidMode':'host'",
                "'PidMode':'container:a'",
                "'Privileged':true",
                "'Privileged':'true'",
                "'privileged':true",
                "'ReadonlyPaths':[]",
                "'Runtime':'other'",
                "'SecurityOpt':['seccomp=unconfined']",
                "'SecurityOpt':['seccomp:{}']",
                "'SecurityOpt':['apparmor=unconfined']",
                "'SecurityOpt':['label=disable']",
                "'SecurityOpt':['systempaths=unconfined']",
                "'SecurityOpt':['no-new-privileges=false']",
                "'StorageOpt':{'size':'1G'}",
                "'Sysctls':{'net.ipv4.ip_forward':'1'}",
                "'UTSMode':'host'",
                "'UsernsMode':'host'",
                "'VolumeDriver':'sshfs'",
                "'VolumesFrom':['a']",
                "'SomethingNew':'x'",
                "'Privileged':true,'Privileged':false",
                "'Privileged':false,'privileged':true",
                "'Bind\u017f':['/:/host']",
            })
    void A17_aContainerThatReachesItsHostIsDenied(String field) {
        var body = ("{'Image':'a','HostConfig':{" + field + "}}").replace('\'', '"');
        var folded = body.replace("HostConfig", "hostCONFIG");

        assertTrue(asked(body).isPresent(), body);
        assertTrue(asked(folded).isPresent(), folded);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'Image':'a','HostConfig':{'Privileged':true},'HostConfig':{}}",
                "{'Image':'a','HostConfig':{'Privileged':true},'hostconfig':{}}",
                "{'Image':'a','Ho\u017ftConfig':{'Privileged':true}}",
                "{'Image':'a'} {'HostConfig':{'Privileged':true}}",
                "[{'HostConfig':{'Privileged':true}}]",
                "null",
                "",
                "{'Image':'a','NetworkingConfig':{'EndpointsConfig':{'host':{}}}}",
                "{'Image':'a','NetworkingConfig':{'EndpointsConfig':{'container:b':{}}}}",
            })
    void whatCouldBeReadInTwoWaysIsDenied(String body) {
        assertTrue(asked(body).isPresent(), body);
    }

    @Test
    void whatTheDockerCommandSendsMayBeSent() {
        var body = String.join("\n", Tables.lines("docker-run.json"));

        var judged = Bodies.judge(Body.CONTAINER, body.getBytes(StandardCharsets.UTF_8));

        assertEquals("", judged.denied());
        assertEquals(Set.of("web"), judged.networks());
    }

    @Test
    void sendsExactlyWhatWasJudged() {
        var judged = Bodies.judge(Body.CONTAINER, bytes("{ 'Image' : 'a',\n'Tty':true }"));

        assertEquals(
                "{\"Image\":\"a\",\"Tty\":true}",
                new String(judged.bytes(), StandardCharsets.UTF_8));
    }

    @Test
    void A17_aCommandInAContainerHasNoMorePrivileges() {
        assertFalse(judged(Body.COMMAND, "{'Cmd':['sh'],'Tty':true,'User':'0'}").isPresent());
        assertFalse(judged(Body.COMMAND, "{'Cmd':['sh'],'Privileged':false}").isPresent());
        assertTrue(judged(Body.COMMAND, "{'Cmd':['sh'],'Privileged':true}").isPresent());
        assertTrue(judged(Body.COMMAND, "{'Cmd':['sh'],'PRIVILEGED':true}").isPresent());
    }

    @Test
    void A17_limitsAreNothingElse() {
        assertFalse(judged(Body.LIMITS, "{'Memory':1,'RestartPolicy':{}}").isPresent());
        assertTrue(judged(Body.LIMITS, "{'Devices':[{'PathOnHost':'/dev/sda'}]}").isPresent());
    }

    @Test
    void A17_aVolumeIsWhateverTheEngineMakes() {
        assertFalse(judged(Body.VOLUME, "{'Name':'a','Driver':'local'}").isPresent());
        assertFalse(judged(Body.VOLUME, "{'Name':'a','DriverOpts':{}}").isPresent());
        assertTrue(judged(Body.VOLUME, "{'Name':'a','Driver':'nfs'}").isPresent());
        assertTrue(
                judged(
                                Body.VOLUME,
                                "{'Name':'a','DriverOpts':{'type':'none','o':'bind','device':'/'}}")
                        .isPresent());
        assertTrue(judged(Body.VOLUME, "{'ClusterVolumeSpec':{'Group':'a'}}").isPresent());
    }

    @Test
    void aPlugTellsWhoseItIs() {
        var judged = Bodies.judge(Body.PLUG, bytes("{'container':'web','EndpointConfig':{}}"));

        assertEquals("web", judged.container());
        assertEquals("", judged.denied());
        assertTrue(judged(Body.PLUG, "{'Container':'a','container':'b'}").isPresent());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'HostConfig':{}",
                "'HostConfig':{'CgroupnsMode':'host','Runtime':'runc','IpcMode':'private',"
                        + "'LogConfig':{'Type':'journald','Config':{}},'NetworkMode':'skep1.web',"
                        + "'MaskedPaths':['/proc/kcore'],'ReadonlyPaths':['/proc/sys']},'Mounts':[{"
                        + "'Type':'volume','Name':'v','Source':'/x','Driver':'local','RW':true}]",
                "'HostConfig':{'Mounts':[{'Type':'bind','Source':'/run/skep-1/t/run/secrets/a',"
                        + "'Target':'/run/secrets/a','ReadOnly':true}]},'Mounts':[{'Type':'bind',"
                        + "'Source':'/run/skep-1/t/run/secrets/a','RW':false}]",
            })
    void aContainerThatIsOnlyAContainerMayBeEntered(String shown) throws IOException {
        assertEquals(Optional.empty(), made(shown));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'Id':'a'",
                "'HostConfig':null",
                "'HostConfig':{'Privileged':true}",
                "'HostConfig':{'MaskedPaths':[]}",
                "'HostConfig':{'Binds':['/:/h']}",
                "'HostConfig':{'PidMode':'host'}",
                "'HostConfig':{'NetworkMode':'host'}",
                "'HostConfig':{'CapAdd':['SYS_PTRACE']}",
                "'HostConfig':{'SecurityOpt':['seccomp=unconfined']}",
                "'HostConfig':{'VolumesFrom':['a']}",
                "'HostConfig':{},'Mounts':[{'Type':'bind','Source':'/','RW':false}]",
                "'HostConfig':{},'Mounts':[{'Type':'bind','Source':'/run/skep-1/t','RW':true}]",
                "'HostConfig':{},'Mounts':[{'Type':'bind','Source':'/run/skep-1/../x','RW':false}]",
                "'HostConfig':{},'Mounts':[{'Type':'volume','Driver':'sshfs','RW':true}]",
                "'HostConfig':{'Mounts':[{'Type':'bind','Source':'/run/skep-1/t'}]}",
                "'HostConfig':{'Mounts':[{'Type':'volume','Target':'/v','VolumeOptions':"
                        + "{'DriverConfig':{'Options':{'o':'bind'}}}}]}",
                "'HostConfig':{'SomethingNew':'x'}",
            })
    void A17_aContainerThatReachesItsHostMayNotBeEntered(String shown) throws IOException {
        assertTrue(made(shown).isPresent());
    }

    private static Optional<String> made(String shown) throws IOException {
        return Containers.made(new ObjectMapper().readTree(bytes("{" + shown + "}")));
    }

    private static Optional<String> asked(String body) {
        return judged(Body.CONTAINER, body);
    }

    private static Optional<String> judged(Body kind, String body) {
        return Optional.of(Bodies.judge(kind, bytes(body)).denied()).filter(why -> !why.isEmpty());
    }

    private static byte[] bytes(String text) {
        return text.replace('\'', '"').getBytes(StandardCharsets.UTF_8);
    }

    /** The same names in the definition that property {@code skep.conformance} names. */
    private static Set<String> defined() throws IOException {
        var file = System.getProperty("skep.conformance", "");
        if (file.isEmpty()) {
            return Set.of();
        }
        var text = Files.readString(Path.of(file));
        var names = new TreeSet<String>();
        for (var kind : List.of("HostConfig", "Resources")) {
            var block = text.split("\n  " + kind + ":\n")[1].split("\n  (?=\\S)")[0];
            var indent = block.split("properties:\n")[1].replaceAll("(?s)\\S.*", "");
            block.lines()
                    .filter(line -> line.matches(indent + "\\w+:.*"))
                    .forEach(line -> names.add(line.strip().split(":")[0]));
        }
        return names;
    }
}
