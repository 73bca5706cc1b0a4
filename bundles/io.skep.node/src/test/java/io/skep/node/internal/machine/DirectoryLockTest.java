package io.skep.node.internal.machine;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.file.Path;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryLockTest {

    @TempDir private Path directory;

    @Test
    void refusesASecondNodeInTheSameProcess() {
        var lock = DirectoryLock.take(directory);
        assertThrows(IllegalStateException.class, () -> DirectoryLock.take(directory));

        lock.close();
        DirectoryLock.take(directory).close();
    }

    @Test
    void refusesASecondProcessAndSaysWhichDirectory() throws Exception {
        var other = holder();
        try {
            assertEquals('r', other.getInputStream().read());

            var refused =
                    assertThrows(IllegalStateException.class, () -> DirectoryLock.take(directory));

            assertTrue(refused.getMessage().contains(directory.toString()));
        } finally {
            other.destroyForcibly();
            assertTrue(other.waitFor(10, TimeUnit.SECONDS));
        }
        DirectoryLock.take(directory).close();
    }

    private Process holder() throws Exception {
        return new ProcessBuilder(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        Holder.class.getName(),
                        directory.toString())
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
    }

    /** Another process: takes the directory and waits to be killed. */
    public static final class Holder {

        private Holder() {}

        /** Takes the directory in the first argument. */
        public static void main(String[] args) throws Exception {
            try (var lock = DirectoryLock.take(Path.of(args[0]))) {
                System.out.print("r" + lock.getClass().getSimpleName());
                System.out.flush();
                System.in.read();
            }
        }
    }
}
