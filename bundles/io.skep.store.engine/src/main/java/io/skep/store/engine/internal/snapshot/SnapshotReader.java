package io.skep.store.engine.internal.snapshot;

import io.skep.codec.Codec;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.seam.vault.KeyRing;
import io.skep.seam.vault.SealedInput;
import io.skep.store.engine.internal.machine.Digest;
import io.skep.store.engine.internal.machine.Picture;
import java.io.BufferedInputStream;
import java.io.DataInputStream;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.DigestInputStream;
import java.time.Instant;
import java.util.List;

/** Reads what {@link SnapshotWriter} wrote, and refuses it when a single bit is not as it was. */
public final class SnapshotReader {

    private static final int BUFFER = 1 << 16;
    private static final int MAX_RECORD = 1 << 26;
    private static final int SUM = 32;

    private final DataInputStream in;
    private State state = State.EMPTY;
    private long rows;

    private SnapshotReader(DataInputStream in) {
        this.in = in;
    }

    /**
     * The machine in a file.
     *
     * @throws IOException when the file cannot be read, is damaged, or of a form we do not know
     */
    public static Picture read(Path file, KeyRing ring) throws IOException {
        verify(file, ring);
        try (var in = new DataInputStream(opened(file, ring))) {
            return new SnapshotReader(in).picture();
        } catch (EOFException | IllegalArgumentException | IllegalStateException wrong) {
            throw new IOException("snapshot " + file + " is damaged: " + wrong.getMessage(), wrong);
        }
    }

    private static InputStream opened(Path file, KeyRing ring) throws IOException {
        return new SealedInput(new BufferedInputStream(Files.newInputStream(file), BUFFER), ring);
    }

    /** The sum first: nothing is made of bytes that are not those that were written. */
    private static void verify(Path file, KeyRing ring) throws IOException {
        var rest = length(file, ring) - SUM;
        if (rest < 0) {
            throw new IOException("snapshot " + file + " is damaged: it is too short");
        }
        var sum = Digest.sha256();
        try (var in = new DigestInputStream(opened(file, ring), sum)) {
            var buffer = new byte[BUFFER];
            while (rest > 0) {
                var read = in.read(buffer, 0, (int) Math.min(rest, buffer.length));
                if (read < 0) {
                    throw new IOException("snapshot " + file + " became shorter");
                }
                rest -= read;
            }
            in.on(false);
            if (!java.util.Arrays.equals(in.readNBytes(SUM), sum.digest())) {
                throw new IOException("snapshot " + file + " is damaged: its sum is wrong");
            }
        }
    }

    private static long length(Path file, KeyRing ring) throws IOException {
        try (var in = opened(file, ring)) {
            return in.transferTo(OutputStream.nullOutputStream());
        } catch (EOFException shorter) {
            throw new IOException("snapshot " + file + " is damaged: it is too short", shorter);
        }
    }

    private Picture picture() throws IOException {
        expect(in.readInt() == SnapshotWriter.MAGIC, "it is no snapshot");
        var version = in.readInt();
        expect(version == SnapshotWriter.VERSION, "its form " + version + " is not known");
        var header = Codec.value(record(in.readInt()), Header.class);
        for (var length = in.readInt(); length != SnapshotWriter.END; length = in.readInt()) {
            put(Codec.value(record(length), Row.class));
        }
        expect(in.readLong() == rows && header.rows() == rows, "rows are missing");
        state = state.after(List.of(), new Stamp(header.index(), Instant.EPOCH));
        return new Picture(
                header.applied(),
                state,
                header.last(),
                Digest.parse(header.digest()),
                header.window());
    }

    private byte[] record(int length) throws IOException {
        expect(length >= 0 && length <= MAX_RECORD, "a record of " + length + " bytes");
        return in.readNBytes(length);
    }

    /** First as it was created, then as it was updated: so both times are as they were. */
    private void put(Row row) {
        state = state.after(row.put(), new Stamp(row.version(), row.createdAt()));
        if (!row.updatedAt().equals(row.createdAt())) {
            state = state.after(row.put(), new Stamp(row.version(), row.updatedAt()));
        }
        rows++;
    }

    private static void expect(boolean holds, String otherwise) throws IOException {
        if (!holds) {
            throw new IOException("snapshot is damaged: " + otherwise);
        }
    }
}
