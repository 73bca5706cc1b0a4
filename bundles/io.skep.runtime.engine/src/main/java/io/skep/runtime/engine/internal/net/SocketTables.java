package io.skep.runtime.engine.internal.net;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.HexFormat;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Connections as the kernel lists them in the network namespace of a process: those to a port that
 * is listened on. Source: proc(5), {@code /proc/PID/net/tcp}.
 */
public final class SocketTables implements Callers {

    private static final Logger log = LoggerFactory.getLogger(SocketTables.class);
    private static final HexFormat HEX = HexFormat.of().withUpperCase();
    private static final String MAPPED = "0000000000000000FFFF0000";
    private static final String LISTENS = "0A";

    // established, being opened, and closed by one side while the other may have more to say
    private static final Set<String> OPEN = Set.of("01", "03", "04", "08", "09");

    private final Path processes;

    /**
     * Of a machine.
     *
     * @param processes where its kernel shows them, {@code /proc}
     */
    public SocketTables(Path processes) {
        this.processes = processes;
    }

    @Override
    public int open(long pid, Collection<String> addresses) {
        var sockets = new ArrayList<Socket>();
        for (var table : List.of("tcp", "tcp6")) {
            sockets.addAll(read(processes.resolve(pid + "/net/" + table)));
        }
        var doors =
                sockets.stream()
                        .filter(socket -> socket.state.equals(LISTENS))
                        .map(Socket::port)
                        .collect(Collectors.toSet());
        var own = forms(addresses);
        return (int)
                sockets.stream()
                        .filter(socket -> OPEN.contains(socket.state))
                        .filter(socket -> doors.contains(socket.port))
                        .filter(socket -> own.contains(socket.address))
                        .count();
    }

    private static List<Socket> read(Path table) {
        try {
            var lines = Files.readAllLines(table, StandardCharsets.US_ASCII);
            return lines.stream().skip(1).map(Socket::of).toList();
        } catch (IOException gone) {
            log.debug("no connections are known: {}", gone.getMessage());
            return List.of();
        }
    }

    private static Set<String> forms(Collection<String> addresses) {
        var forms = new HashSet<String>();
        for (var address : addresses) {
            var form = form(address);
            forms.add(form);
            forms.add(MAPPED + form);
        }
        return forms;
    }

    /** Four bytes at a time, in the order of this machine. */
    private static String form(String address) {
        var bytes = ByteBuffer.wrap(bytes(address)).order(ByteOrder.nativeOrder());
        var form = new StringBuilder();
        while (bytes.hasRemaining()) {
            form.append(HEX.toHexDigits(bytes.getInt()));
        }
        return form.toString();
    }

    private static byte[] bytes(String address) {
        try {
            return InetAddress.getByName(address).getAddress();
        } catch (UnknownHostException noAddress) {
            throw new IllegalArgumentException(address, noAddress);
        }
    }

    /** A line of a table. */
    private record Socket(String address, String port, String state) {

        private static Socket of(String line) {
            var words = line.strip().split("\\s+", 5);
            var colon = words[1].indexOf(':');
            return new Socket(
                    words[1].substring(0, colon), words[1].substring(colon + 1), words[3]);
        }
    }
}
