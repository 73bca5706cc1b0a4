package io.skep.store.engine.internal.machine;

import io.skep.consensus.Entry;
import io.skep.model.Stamp;
import io.skep.model.State;
import io.skep.store.Commit;
import java.util.Optional;
import java.util.function.Consumer;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * What the entries make of the state. STO-4: deterministic; equal entries make equal machines. Used
 * on the store's loop.
 *
 * <p>Commits are counted by the machine itself, from 1 without gap, not by the consensus plug: so a
 * draft knows the index it will get, and indices go on when another plug takes over.
 */
public final class Machine {

    private State state = State.EMPTY;
    private String last = "";
    private Digest digest = Digest.NONE;
    private Window window = new Window();
    private final Prints prints = new Prints();
    private long applied;

    /** The newest state. */
    public State state() {
        return state;
    }

    /** The id of the last transaction; empty before the first. */
    public String last() {
        return last;
    }

    /** The fingerprint of all commits. */
    public Digest digest() {
        return digest;
    }

    /** The fingerprint at a commit; absent when it has not come or is too old. */
    public Optional<Digest> digest(long index) {
        return prints.at(index);
    }

    /** The index of the last entry, in the numbers of the consensus plug. */
    public long applied() {
        return applied;
    }

    /**
     * Applies an entry; one that was applied before does nothing.
     *
     * @param own the draft that these bytes of a transaction came from, if they did
     * @param then told what each transaction did, before the next is applied
     * @return how many transactions it held
     * @throws RuntimeException when it cannot be applied; the entry counts as not applied
     */
    public int apply(Entry entry, Function<byte[], @Nullable Drafted> own, Consumer<Step> then) {
        if (entry.index() <= applied) {
            return 0;
        }
        var transactions = Bundle.open(entry.bytes());
        transactions.forEach(bytes -> then.accept(apply(bytes, own.apply(bytes))));
        applied = entry.index();
        return transactions.size();
    }

    private Step apply(byte[] bytes, @Nullable Drafted own) {
        var transaction = own == null ? Transaction.read(bytes) : own.transaction();
        var commit = Optional.<Commit>empty();
        if (transaction.parent().equals(last)) {
            commit = transaction.fences() ? commit : Optional.of(commit(transaction, bytes, own));
            last = transaction.id();
        }
        return new Step(transaction.id(), commit);
    }

    private Commit commit(Transaction transaction, byte[] bytes, @Nullable Drafted own) {
        var before = state;
        var stamp = new Stamp(before.index() + 1, transaction.at());
        state = own == null ? before.after(transaction.changes(), stamp) : own.after();
        digest = digest.then(bytes);
        prints.add(stamp.index(), digest);
        window.add(stamp.index(), transaction.id());
        return new Commit(stamp, transaction.changes(), before, state);
    }

    /** What has become of a transaction whose parent was applied, or is void itself. */
    public Fate fate(Drafted drafted) {
        var index = drafted.after().index();
        if (index > state.index()) {
            return drafted.transaction().parent().equals(last) ? Fate.OPEN : Fate.VOID;
        }
        return window.at(index)
                .map(id -> id.equals(drafted.transaction().id()) ? Fate.APPLIED : Fate.VOID)
                .orElse(Fate.FORGOTTEN);
    }

    /** The machine as it is now. */
    public Picture picture() {
        return new Picture(applied, state, last, digest, window.ids());
    }

    /** Becomes the machine of a picture. */
    public void become(Picture picture) {
        applied = picture.applied();
        state = picture.state();
        last = picture.last();
        digest = picture.digest();
        prints.only(state.index(), digest);
        window = Window.of(state.index(), picture.window());
    }
}
