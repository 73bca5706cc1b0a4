package io.skep.dockerjson;

import static io.skep.dockerjson.Samples.json;
import static org.junit.jupiter.api.Assertions.assertEquals;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Fields that older clients cannot mean. Source: docker-api-notes 4. */
class GatesTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "39 | {\"DefaultAddrPool\":[\"a\"],\"SubnetSize\":20,\"ListenAddr\":\"x\"} | {\"ListenAddr\":\"x\"}",
                "40 | {\"DataPathPort\":1} | {}",
                "40 | {\"TaskTemplate\":{\"ContainerSpec\":{\"sysctls\":{\"a\":\"1\"}}}} | {\"TaskTemplate\":{\"ContainerSpec\":{}}}",
                "40 | {\"TaskTemplate\":{\"ContainerSpec\":{\"Configs\":[{\"Runtime\":{},\"ConfigID\":\"c\"}]}}} | {\"TaskTemplate\":{\"ContainerSpec\":{\"Configs\":[{\"ConfigID\":\"c\"}]}}}",
                "40 | {\"TaskTemplate\":{\"Placement\":{\"MaxReplicas\":1}}} | {\"TaskTemplate\":{\"Placement\":{}}}",
                "41 | {\"TaskTemplate\":{\"ContainerSpec\":{\"CapabilityAdd\":[\"a\"],\"CapabilityDrop\":[\"a\"],\"Ulimits\":[]}}} | {\"TaskTemplate\":{\"ContainerSpec\":{}}}",
                "41 | {\"TaskTemplate\":{\"Resources\":{\"Limits\":{\"Pids\":1}}}} | {\"TaskTemplate\":{\"Resources\":{\"Limits\":{}}}}",
                "41 | {\"Mode\":{\"ReplicatedJob\":{}}} | {\"Mode\":{}}",
                "41 | {\"Mode\":{\"GlobalJob\":{}}} | {\"Mode\":{}}",
                "44 | {\"TaskTemplate\":{\"ContainerSpec\":{\"Privileges\":{\"Seccomp\":{},\"AppArmor\":{},\"NoNewPrivileges\":true}}}} | {\"TaskTemplate\":{\"ContainerSpec\":{\"Privileges\":{}}}}",
                "44 | {\"TaskTemplate\":{\"ContainerSpec\":{\"Healthcheck\":{\"StartInterval\":1}}}} | {\"TaskTemplate\":{\"ContainerSpec\":{\"Healthcheck\":{}}}}",
            })
    void dropsWhatCameLater(int since, String given, String left) {
        var older = json(given);
        var newer = json(given);

        Gates.close(older, since - 1);
        Gates.close(newer, since);

        assertEquals(json(left), older);
        assertEquals(json(given), newer);
    }
}
