package io.skep.itests.hosts;

import io.skep.itests.engine.Machine;
import io.skep.itests.engine.TestEngine;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * One host of a site: processes, mounts, name and network of its own, a disk, and a container
 * engine at {@link #ENGINE}. Not for use by two threads at a time.
 */
public final class Host {

    /** Where the engine of every host answers, seen from inside. */
    public static final String ENGINE = "unix:///run/docker.sock";

    /** The directory on every host's disk that is for the node. */
    public static final String DATA = "/run/skep";

    private static final Duration COMMAND = Duration.ofSeconds(120);
    private static final Duration START = Duration.ofSeconds(60);

    /** Whether disks are this machine's and not in memory, for benches: to sync them takes time. */
    private static final boolean REAL_DISKS = Boolean.getBoolean("skep.disks.real");

    private static final String DISK_SIZE = "size=1g";
    // without a byte on it there would be no limit; somebody may write while it is measured
    private static final String SHRINK =
            "head -c 4096 /dev/zero > \"$1/filler\"; for again in $(seq 20); do used=$(df -k --output=used \"$1\" | tail -n 1);"
                    + " mount -o \"remount,size=$((used))k\" \"$1\" 2>/dev/null && exit; done; exit 1";

    private final Site site;
    private final String name;
    private final String address;
    private final Path home;
    private List<String> engineOptions = List.of();
    private @Nullable Machine machine;

    Host(Site site, String name, String address, Path home) {
        this.site = site;
        this.name = name;
        this.address = address;
        this.home = home;
        site.inside("mkdir", disk());
        if (REAL_DISKS) {
            var real = home.resolve("disk").toString();
            site.inside("mkdir", real);
            site.inside("mount", "--bind", real, disk());
        } else {
            site.inside("mount", "-t", "tmpfs", "-o", DISK_SIZE, "tmpfs", disk());
        }
    }

    /** Its host name. */
    public String name() {
        return name;
    }

    /** Its address on the site's network. */
    public String address() {
        return address;
    }

    /** A second address, on a network of its own over the same cable. */
    public String dataPath() {
        return address.replace("10.77.", "10.78.");
    }

    /** Boots it: its disk is as it was, nothing runs, the cable is in. */
    public void powerOn() {
        var booted = Machine.boot(home, site.prefix(), Site.script("host.sh"), disk(), name);
        machine = booted;
        var pid = Long.toString(booted.pid());
        site.onSwitch(
                "sh",
                "-c",
                "ip link del \"$1\" 2>/dev/null; set -e\n"
                        + "ip link add \"$1\" type veth peer name eth0 netns \"$2\"\n"
                        + "ip link set \"$1\" master cable up",
                "sh",
                port(),
                pid);
        run("ip", "addr", "add", address + "/24", "dev", "eth0").good();
        run("ip", "addr", "add", dataPath() + "/24", "dev", "eth0").good();
        run("ip", "link", "set", "eth0", "up").good();
        run("ip", "route", "add", "default", "via", "10.77.0.254").good();
    }

    /** Kills everything on it at once, and nothing of that is heard; its disk stays. */
    public void powerOff() {
        if (machine != null) {
            unplug();
            machine.off();
            machine = null;
        }
    }

    /** Whether it is powered. */
    public boolean on() {
        return machine != null && machine.on();
    }

    /** Starts its container engine, with more options than the usual ones, and the test image. */
    public void startEngine(String... options) {
        engineOptions = List.of(options);
        startEngineAgain();
        if (docker(ENGINE, "images", "-q", TestEngine.IMAGE).good().isEmpty()) {
            run(
                            "docker",
                            "-H",
                            ENGINE,
                            "import",
                            "-c",
                            "CMD [\"sh\"]",
                            TestEngine.imageFile().toString(),
                            TestEngine.IMAGE)
                    .good();
        }
    }

    /** Starts its container engine as it was started before. */
    public void startEngineAgain() {
        var command = new ArrayList<>(List.of("dockerd", "--host", ENGINE, "--log-level", "warn"));
        command.addAll(List.of("--pidfile", "/run/docker.pid"));
        command.addAll(List.of("--cgroup-parent", "/" + site.group(this)));
        command.addAll(engineOptions);
        start("dockerd", command);
        Eventually.holds(
                "the engine of " + name + " answers: " + log("dockerd"),
                START,
                () -> docker(ENGINE, "version").exit(),
                exit -> exit == 0);
    }

    /** Kills its container engine alone; the containers go on, unwatched. */
    public void killEngine() {
        run("sh", "-c", "kill -KILL \"$(cat /run/docker.pid)\" && rm -f /run/docker.pid").good();
    }

    /** The docker command on this host, against a server at this address. */
    public Ran docker(String server, String... words) {
        var command = new ArrayList<>(List.of("docker", "-H", server));
        command.addAll(List.of(words));
        return run(command.toArray(String[]::new));
    }

    /** Where a file of this host is for the machine it is on, a Unix socket for example. */
    public Path seenFromOutside(String path) {
        return Path.of("/proc", Long.toString(machine().pid()), "root" + path);
    }

    /** Runs a command on it. */
    public Ran run(String... command) {
        return run(COMMAND, Map.of(), command);
    }

    /** Runs a command on it that may take this long. */
    public Ran run(Duration patience, Map<String, String> environment, String... command) {
        return Ran.run(patience, environment, machine().inside(Arrays.asList(command)));
    }

    /** Starts a command that goes on; {@link #log} has what it says. */
    public Process start(String log, List<String> command) {
        return machine().start(log, command);
    }

    /** What a command started under this name has said, since the host was added. */
    public String log(String log) {
        return machine().log(log);
    }

    /** Stops every process on it, as a machine that hangs: the network stack still answers. */
    public void pause() {
        run("sh", "-c", "kill -STOP -1").good();
    }

    /** Lets them go on. */
    public void resume() {
        run("sh", "-c", "kill -CONT -1").good();
    }

    /** Takes the cable out: the host sees that the link is down. */
    public void unplug() {
        site.onSwitch("ip", "link", "set", port(), "down");
    }

    /** Puts the cable in again. */
    public void plug() {
        site.onSwitch("ip", "link", "set", port(), "up");
    }

    /** Leaves no byte of its disk: it becomes as small as what is on it. */
    public void fillDisk() {
        site.inside("sh", "-c", SHRINK, "sh", disk());
    }

    /** Gives its disk back the size it had. */
    public void freeDisk() {
        site.inside("mount", "-o", "remount," + DISK_SIZE, disk());
    }

    String port() {
        return "to-" + name;
    }

    private String disk() {
        return site.disks().resolve(name).toString();
    }

    private Machine machine() {
        if (machine == null) {
            throw new IllegalStateException("host " + name + " is off");
        }
        return machine;
    }
}
