package io.skep.dns.engine.internal.serve;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.netty.channel.nio.NioEventLoopGroup;
import io.skep.dns.engine.internal.Samples;
import io.skep.dns.engine.internal.resolver.Resolvers;
import io.skep.dns.engine.internal.upstream.Upstream;
import io.skep.dns.engine.internal.zone.Cartographer;
import io.skep.dns.engine.internal.zone.Residents;
import io.skep.dns.zone.internal.ZoneResolver;
import io.skep.seam.system.SystemSeams;
import java.io.DataInputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.net.DatagramPacket;
import java.net.DatagramSocket;
import java.net.InetAddress;
import java.net.Socket;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Containers that ask too much. Source: consensus-and-faults A33 */
class AttackTest {

    private static final InetAddress HERE = InetAddress.getLoopbackAddress();
    private static final int MOST_OF_ONE = 256;
    private static final int FORMAT_ERROR = 1;
    private static final int SERVER_FAILURE = 2;
    private static final int NO_SUCH_NAME = 3;

    @TempDir Path folder;

    private final NioEventLoopGroup loops = new NioEventLoopGroup(2);
    private SystemSeams seams;
    private DatagramSocket abroad;
    private Ears ears;

    @BeforeEach
    void open() throws Exception {
        seams = new SystemSeams(folder, 4);
        abroad = socket("127.0.0.2");
        var file = Files.writeString(folder.resolve("resolv.conf"), "nameserver 127.0.0.2\n");
        var asking = new Upstream.Asking(abroad.getLocalPort(), Duration.ofMinutes(1));
        var desk = new Desk(Upstream.of(loops, file, Set::of, asking));
        desk.use(
                new Cartographer(Samples.SELF)
                        .draw(
                                twoNetworks().wiring(),
                                List.of(Samples.link("back", HERE.getHostAddress())),
                                Residents.NONE,
                                Optional.of(new Resolvers.Choice(new ZoneResolver(), 1))));
        ears = new Ears(loops, desk, 0);
        assertTrue(
                ears.listen(seams.workers(), Set.of(HERE))
                        .toCompletableFuture()
                        .get(10, TimeUnit.SECONDS));
    }

    private static Samples twoNetworks() {
        return new Samples()
                .network("back")
                .service("back", "db", "10.0.1.200")
                .task("back", "db", 1, "10.0.1.2")
                .network("other")
                .service("other", "vault", "10.0.2.200")
                .task("other", "vault", 1, "10.0.2.2");
    }

    @AfterEach
    void close() {
        ears.close();
        abroad.close();
        loops.shutdownGracefully(0, 1, TimeUnit.SECONDS).awaitUninterruptibly();
        seams.close();
    }

    @Test
    void A33_whoAsksForNamesWithoutEndTakesNothingFromOthers() throws IOException {
        try (var flood = socket("127.0.0.9");
                var other = socket("127.0.0.10")) {
            for (int name = 0; name < MOST_OF_ONE; name++) {
                send(flood, name, "n" + name + ".example.org");
                receive(abroad);
            }
            for (int name = MOST_OF_ONE; name < 2 * MOST_OF_ONE; name++) {
                send(flood, name, "n" + name + ".example.org");
                assertEquals(SERVER_FAILURE, code(receive(flood)));
            }

            send(other, 7, "good.example.org");
            var question = receive(abroad);
            abroad.send(
                    new DatagramPacket(
                            bytes(question), question.getLength(), question.getSocketAddress()));
            var answer = receive(other);

            assertArrayEquals(bytes(question), bytes(answer));
        }
    }

    @Test
    void A33_namesOfOtherNetworksAreNotTold() throws IOException {
        try (var asker = socket("127.0.0.9")) {
            send(asker, 1, "vault");
            var question = receive(abroad);
            var refusal = bytes(question);
            refusal[2] |= (byte) 0x80;
            refusal[3] |= NO_SUCH_NAME;
            abroad.send(new DatagramPacket(refusal, refusal.length, question.getSocketAddress()));

            assertEquals(NO_SUCH_NAME, code(receive(asker)));
        }
    }

    @Test
    void A33_theLargestMessageIsRefusedAndTheNextOneAnswered() throws IOException {
        try (var asker = new Socket(HERE, ears.port(HERE))) {
            var out = new DataOutputStream(asker.getOutputStream());
            out.writeShort(0xffff);
            out.write(new byte[0xffff]);
            var in = new DataInputStream(asker.getInputStream());
            assertEquals(FORMAT_ERROR, in.readNBytes(in.readUnsignedShort())[3] & 0xf);

            var question = question(3, "db");
            out.writeShort(question.length);
            out.write(question);

            assertEquals(0, in.readNBytes(in.readUnsignedShort())[3] & 0xf);
        }
    }

    private static DatagramSocket socket(String address) throws IOException {
        var socket = new DatagramSocket(0, InetAddress.getByName(address));
        socket.setSoTimeout(10_000);
        return socket;
    }

    private void send(DatagramSocket from, int id, String name) throws IOException {
        var question = question(id, name);
        from.send(new DatagramPacket(question, question.length, HERE, ears.port(HERE)));
    }

    /** Source: RFC 1035 4.1 */
    private static byte[] question(int id, String name) {
        var message = ByteBuffer.allocate(18 + name.length());
        message.putShort((short) id)
                .putShort((short) 0x0100)
                .putShort((short) 1)
                .putShort((short) 0);
        message.putInt(0);
        for (var label : name.split("\\.")) {
            message.put((byte) label.length()).put(label.getBytes(StandardCharsets.US_ASCII));
        }
        return message.put((byte) 0).putShort((short) 1).putShort((short) 1).array();
    }

    private static DatagramPacket receive(DatagramSocket socket) throws IOException {
        var packet = new DatagramPacket(new byte[2048], 2048);
        socket.receive(packet);
        return packet;
    }

    private static byte[] bytes(DatagramPacket packet) {
        return Arrays.copyOf(packet.getData(), packet.getLength());
    }

    private static int code(DatagramPacket packet) {
        return packet.getData()[3] & 0xf;
    }
}
