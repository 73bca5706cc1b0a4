package io.skep.node.internal.machine;

import java.io.IOException;
import java.net.InetAddress;
import java.net.UnknownHostException;
import java.nio.file.Files;
import java.nio.file.Path;

/** The machine's name, as Docker shows it: the kernel's node name. */
public final class Hostname {

    private static final Path KERNEL = Path.of("/proc/sys/kernel/hostname");

    private Hostname() {}

    /** The name; {@code localhost} when it has none. */
    public static String ofMachine() {
        return read(KERNEL);
    }

    static String read(Path kernel) {
        try {
            return Files.readString(kernel).strip();
        } catch (IOException unreadable) {
            return resolved();
        }
    }

    private static String resolved() {
        try {
            return InetAddress.getLocalHost().getHostName();
        } catch (UnknownHostException nameless) {
            return "localhost";
        }
    }
}
