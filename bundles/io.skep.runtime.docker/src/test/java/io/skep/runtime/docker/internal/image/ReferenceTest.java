package io.skep.runtime.docker.internal.image;

import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class ReferenceTest {

    @ParameterizedTest
    @CsvSource({
        "busybox,busybox,latest,false",
        "busybox:1,busybox,1,false",
        "host:5000/a/b,host:5000/a/b,latest,false",
        "host:5000/a/b:c,host:5000/a/b,c,false",
        "a/b:c@sha256:1f,a/b,sha256:1f,true",
        "a/b@sha256:1f,a/b,sha256:1f,true",
        "sha256:1f,sha256,1f,true"
    })
    void readsWhatUsersWrite(String text, String name, String version, boolean fixed) {
        var reference = Reference.parse(text);

        assertEquals(name, reference.name());
        assertEquals(version, reference.version());
        assertEquals(fixed, reference.fixed());
    }
}
