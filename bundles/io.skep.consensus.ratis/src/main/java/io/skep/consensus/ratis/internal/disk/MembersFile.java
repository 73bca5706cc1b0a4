package io.skep.consensus.ratis.internal.disk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.apache.ratis.proto.RaftProtos.LogEntryProto;
import org.apache.ratis.thirdparty.com.google.protobuf.InvalidProtocolBufferException;

/** Ratis' file with the entry that says who is a member. */
record MembersFile(Path path) {

    /**
     * What is in it; {@link Promise#NOBODY} when it is empty or not there.
     *
     * @throws InvalidProtocolBufferException when it is damaged
     */
    LogEntryProto read() throws IOException {
        return Files.exists(path)
                ? LogEntryProto.parseFrom(Files.readAllBytes(path))
                : Promise.NOBODY;
    }

    /** Whether members are to be written over what is in it. */
    boolean isBehind(LogEntryProto members) throws IOException {
        try {
            var here = read();
            return !here.hasConfigurationEntry()
                    || here.getIndex() < members.getIndex()
                    || here.getIndex() == members.getIndex() && !isSame(here, members);
        } catch (InvalidProtocolBufferException damaged) {
            return true;
        }
    }

    private static boolean isSame(LogEntryProto one, LogEntryProto other) {
        return one.getConfigurationEntry().equals(other.getConfigurationEntry());
    }
}
