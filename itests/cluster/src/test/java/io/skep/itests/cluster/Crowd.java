package io.skep.itests.cluster;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.itests.hosts.Eventually;
import io.skep.itests.hosts.Host;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;

/** Programs that ask a service until they are told to end. */
final class Crowd {

    private static final String THREADS = "16";
    private static final String KEEPERS = "5";

    private record Member(String name, Host host, String flag, String log) {}

    /**
     * Where a program runs.
     *
     * @param inside what stands before its command
     */
    record Place(Host host, List<String> inside) {}

    private final List<Member> members = new ArrayList<>();

    /** Asks evenly, each time over a new connection. */
    void asks(String name, Place place, int rate, List<String> targets) {
        start(name, place, Asker.class, List.of("" + rate, THREADS), targets);
    }

    /** Keeps connections that are idle most of the time. */
    void keeps(String name, Place place, int count, List<String> targets) {
        start(name, place, Keeper.class, List.of("" + count, KEEPERS), targets);
    }

    private void start(
            String name, Place place, Class<?> program, List<String> how, List<String> targets) {
        var flag = "/run/" + name + ".asks";
        place.host().run("touch", flag).good();
        var words = new ArrayList<>(place.inside());
        words.add(Path.of(System.getProperty("java.home"), "bin", "java").toString());
        words.addAll(List.of("-Xmx64m", "-XX:+UseSerialGC", "-XX:TieredStopAtLevel=1", "-cp"));
        words.add(Path.of("target", "test-classes").toAbsolutePath().toString());
        words.addAll(List.of(program.getName(), flag));
        words.addAll(how);
        words.addAll(targets);
        var log = name + "-" + System.nanoTime();
        place.host().start(log, words);
        members.add(new Member(name, place.host(), flag, log));
    }

    /** Ends them: everything they asked was answered, and each asked that much. */
    void wasAnswered(long least) {
        var failed = new ArrayList<String>();
        for (var member : members) {
            var said = ended(member);
            lines(said, "failed").map(line -> member.name() + " " + line).forEach(failed::add);
            var answered = answered(said);
            assertTrue(answered >= least, () -> member.name() + " asked only " + answered);
        }
        assertEquals(List.of(), failed);
    }

    /** Ends them; what was not answered, or late, with the moment it was begun. */
    List<Late> late() {
        return members.stream()
                .map(Crowd::ended)
                .flatMap(said -> Stream.concat(lines(said, "failed"), lines(said, "slow")))
                .map(Late::of)
                .toList();
    }

    /**
     * What was not answered at once.
     *
     * @param began milliseconds since 1970
     * @param never whether it failed
     * @param took milliseconds, when it did not fail
     */
    record Late(long began, boolean never, long took, String line) {

        private static Late of(String line) {
            var words = line.split(" ");
            boolean never = words[0].equals("failed");
            var took = never ? 0 : Long.parseLong(words[words.length - 1]);
            return new Late(Long.parseLong(words[1]), never, took, line);
        }
    }

    private static Stream<String> lines(String said, String kind) {
        return said.lines().filter(line -> line.startsWith(kind + " "));
    }

    private static long answered(String said) {
        return Long.parseLong(said.lines().findFirst().orElseThrow().split(" ")[1]);
    }

    private static String ended(Member member) {
        member.host().run("rm", "-f", member.flag()).good();
        var said =
                Eventually.holds(
                        member.name() + " ends",
                        Cluster.PATIENCE,
                        () -> member.host().log(member.log()),
                        log -> log.endsWith("end\n"));
        System.out.printf(
                "%s: %s, slow %d, failed %d%n",
                member.name(),
                said.lines().findFirst().orElse(""),
                lines(said, "slow").count(),
                lines(said, "failed").count());
        return said;
    }
}
