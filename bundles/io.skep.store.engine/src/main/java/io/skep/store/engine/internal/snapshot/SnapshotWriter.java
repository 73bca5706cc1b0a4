package io.skep.store.engine.internal.snapshot;

import io.skep.codec.Codec;
import io.skep.model.View;
import io.skep.seam.vault.KeyRing;
import io.skep.seam.vault.SealedOutput;
import io.skep.store.engine.internal.machine.Digest;
import io.skep.store.engine.internal.machine.Picture;
import java.io.BufferedOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.security.DigestOutputStream;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Writes a machine to a file: {@link #MAGIC}, {@link #VERSION}, a header, a row for each part, and
 * a trailer with the number of rows and the SHA-256 of all before it; all of it sealed. Header and
 * rows are canonical bytes behind their length; numbers are big endian.
 */
public final class SnapshotWriter {

    /** The first four bytes: {@code SKEP}. */
    static final int MAGIC = 0x534b4550;

    /** The form. */
    static final int VERSION = 1;

    /** Where a length would stand: the rows are over. */
    static final int END = -1;

    private static final int BUFFER = 1 << 16;

    private SnapshotWriter() {}

    /** Writes and syncs a file; an old one of that name is replaced. */
    public static void write(Picture picture, Path file, KeyRing ring) throws IOException {
        var folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        try (var channel =
                FileChannel.open(
                        file,
                        StandardOpenOption.CREATE,
                        StandardOpenOption.WRITE,
                        StandardOpenOption.TRUNCATE_EXISTING)) {
            var sealed = new SealedOutput(Channels.newOutputStream(channel), ring);
            var summed = new DigestOutputStream(sealed, Digest.sha256());
            var out = new DataOutputStream(new BufferedOutputStream(summed, BUFFER));
            try {
                content(picture, out);
            } catch (UncheckedIOException failure) {
                throw failure.getCause();
            }
            out.flush();
            out.write(summed.getMessageDigest().digest());
            out.flush();
            sealed.finish();
            channel.force(true);
        }
    }

    private static void content(Picture picture, DataOutputStream out) throws IOException {
        var view = picture.state();
        var rows = count(view);
        out.writeInt(MAGIC);
        out.writeInt(VERSION);
        record(
                new Header(
                        picture.applied(),
                        view.index(),
                        picture.last(),
                        picture.digest().toString(),
                        picture.window(),
                        rows),
                out);
        Rows.of(view, row -> record(row, out));
        out.writeInt(END);
        out.writeLong(rows);
    }

    private static long count(View view) {
        var rows = new AtomicLong();
        Rows.of(view, row -> rows.incrementAndGet());
        return rows.get();
    }

    private static void record(Record value, DataOutputStream out) {
        var bytes = Codec.bytes(value);
        try {
            out.writeInt(bytes.length);
            out.write(bytes);
        } catch (IOException failure) {
            throw new UncheckedIOException(failure);
        }
    }
}
