package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.List;
import java.util.zip.CRC32C;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;

/**
 * What a member told others about itself.
 *
 * @param term the term it knew
 * @param vote whom it voted for in that term; empty for nobody
 * @param members the entry that says who is a member; {@link #NOBODY} when it knew none
 */
record Promise(long term, String vote, LogEntryProto members) {

    static final LogEntryProto NOBODY = LogEntryProto.getDefaultInstance();

    private static final int WORDS = 4;
    // two numbers in the place of the members
    private static final int WORDS_OF_BEFORE = 5;

    /**
     * As {@link #line} wrote it.
     *
     * @throws IOException when a bit of it is wrong
     */
    static Promise parse(String line) throws IOException {
        var words = List.of(line.split(" ", -1));
        int last = words.size() - 1;
        if (words.size() != WORDS && words.size() != WORDS_OF_BEFORE
                || !words.get(last).equals(sum(words.subList(0, last)))) {
            throw new IOException(Seal.FILE + " is damaged");
        }
        var members =
                words.size() == WORDS
                        ? LogEntryProto.parseFrom(Base64.getDecoder().decode(words.get(2)))
                        : NOBODY;
        return new Promise(number(words.get(0)), words.get(1), members);
    }

    String line() {
        var entry = Base64.getEncoder().encodeToString(members.toByteArray());
        var words = List.of("" + term, vote, entry);
        return String.join(" ", words) + " " + sum(words);
    }

    /** The file of term and vote, as Ratis writes it. */
    byte[] meta() {
        var text = "term=" + term + "\nvotedFor=" + vote + "\n";
        return text.getBytes(StandardCharsets.UTF_8);
    }

    /** Whoever promised the one may promise the other afterwards: a vote for each term. */
    boolean mayFollow(Promise before) {
        var voted = vote.equals(before.vote) || before.vote.isEmpty();
        return term > before.term || term == before.term && voted;
    }

    static long number(String text) throws IOException {
        try {
            return Long.parseLong(text);
        } catch (NumberFormatException damaged) {
            throw new IOException("no number: '" + text + "'", damaged);
        }
    }

    private static String sum(List<String> words) {
        var sum = new CRC32C();
        sum.update(String.join(" ", words).getBytes(StandardCharsets.ISO_8859_1));
        return "" + sum.getValue();
    }

    @Override
    public String toString() {
        return "term " + term + ", vote '" + vote + "', members since " + members.getIndex();
    }
}
