package io.skep.allocator.internal.range;

import java.util.Optional;
import java.util.TreeMap;

/** Blocks that do not overlap. */
public final class Blocks {

    private final TreeMap<Address, Block> taken = new TreeMap<>();

    /** Takes a block; whoever does asked {@link #clash} before. */
    public void take(Block block) {
        taken.put(block.first(), block);
    }

    /** Takes all of a block, whatever of it is taken. */
    public void cover(Block block) {
        var clash = clash(block);
        while (clash.filter(block::contains).isPresent()) {
            taken.remove(clash.get().first());
            clash = clash(block);
        }
        if (clash.isEmpty()) {
            take(block);
        }
    }

    /** A taken block that overlaps with this one. */
    public Optional<Block> clash(Block block) {
        var below = taken.floorEntry(block.first());
        if (below != null && below.getValue().contains(block.first())) {
            return Optional.of(below.getValue());
        }
        return Optional.ofNullable(taken.ceilingEntry(block.first()))
                .map(java.util.Map.Entry::getValue)
                .filter(above -> block.contains(above.first()));
    }

    /** The first free block of that size in a pool; absent when there is none. */
    public Optional<Block> free(Block pool, int bits) {
        if (bits < pool.bits() || bits > pool.first().width()) {
            return Optional.empty();
        }
        var next = Block.around(pool.first(), bits);
        while (pool.contains(next)) {
            var clash = clash(next);
            if (clash.isEmpty()) {
                return Optional.of(next);
            }
            var end = clash.get().bits() < bits ? clash.get().last() : next.last();
            next = Block.around(end.plus(1), bits);
        }
        return Optional.empty();
    }
}
