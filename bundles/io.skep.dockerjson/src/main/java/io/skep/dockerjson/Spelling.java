package io.skep.dockerjson;

import com.fasterxml.jackson.annotation.JsonInclude;
import com.fasterxml.jackson.annotation.JsonInclude.Include;
import com.fasterxml.jackson.databind.PropertyNamingStrategies;
import com.fasterxml.jackson.databind.introspect.Annotated;
import com.fasterxml.jackson.databind.introspect.AnnotatedMember;
import com.fasterxml.jackson.databind.introspect.JacksonAnnotationIntrospector;
import io.skep.model.spec.ClusterSpec;
import io.skep.model.spec.ConfigReference;
import io.skep.model.spec.ConfigSpec;
import io.skep.model.spec.ContainerSpec;
import io.skep.model.spec.CredentialSpec;
import io.skep.model.spec.EncryptionConfig;
import io.skep.model.spec.ExternalCa;
import io.skep.model.spec.FileTarget;
import io.skep.model.spec.NodeSpec;
import io.skep.model.spec.Privileges;
import io.skep.model.spec.RaftConfig;
import io.skep.model.spec.RestartPolicy;
import io.skep.model.spec.SeLinuxContext;
import io.skep.model.spec.SecretReference;
import io.skep.model.spec.SecretSpec;
import io.skep.model.spec.ServiceSpec;
import io.skep.model.spec.SpreadOver;
import io.skep.model.spec.TaskSpec;
import io.skep.model.spec.Ulimit;
import io.skep.model.spec.UpdateConfig;
import java.util.Map;
import java.util.Set;

/**
 * Docker's names of the components of records, and which of them are left out when they say
 * nothing. Source: docker-api-notes 1 and 3, decision 3.
 */
final class Spelling {

    private static final Map<String, String> IRREGULAR =
            Map.ofEntries(
                    Map.entry("auxAddresses", "AuxiliaryAddresses"),
                    Map.entry("caCert", "CACert"),
                    Map.entry("caConfig", "CAConfig"),
                    Map.entry("dnsConfig", "DNSConfig"),
                    Map.entry("gid", "GID"),
                    Map.entry("ipRange", "IPRange"),
                    Map.entry("ipam", "IPAM"),
                    Map.entry("nanoCpus", "NanoCPUs"),
                    Map.entry("os", "OS"),
                    Map.entry("seLinuxContext", "SELinuxContext"),
                    Map.entry("tty", "TTY"),
                    Map.entry("uid", "UID"),
                    Map.entry("url", "URL"));

    private static final Set<String> EVERY = Set.of("*");

    /** What is written also when it is empty or zero. */
    private static final Map<Class<?>, Set<String>> ALWAYS =
            Map.ofEntries(
                    Map.entry(ClusterSpec.class, Set.of("name", "labels")),
                    Map.entry(ConfigReference.class, Set.of("configID", "configName")),
                    Map.entry(ConfigSpec.class, Set.of("name", "labels")),
                    Map.entry(CredentialSpec.class, EVERY),
                    Map.entry(EncryptionConfig.class, EVERY),
                    Map.entry(ExternalCa.class, Set.of("protocol", "url", "caCert")),
                    Map.entry(FileTarget.class, EVERY),
                    Map.entry(NodeSpec.class, Set.of("labels", "role", "availability")),
                    Map.entry(Privileges.class, Set.of("noNewPrivileges")),
                    Map.entry(RaftConfig.class, Set.of("electionTick", "heartbeatTick")),
                    Map.entry(SeLinuxContext.class, EVERY),
                    Map.entry(SecretReference.class, Set.of("secretID", "secretName")),
                    Map.entry(SecretSpec.class, Set.of("name", "labels")),
                    Map.entry(ServiceSpec.class, Set.of("name", "labels", "taskTemplate", "mode")),
                    Map.entry(SpreadOver.class, EVERY),
                    Map.entry(TaskSpec.class, Set.of("forceUpdate")),
                    Map.entry(Ulimit.class, EVERY),
                    Map.entry(UpdateConfig.class, Set.of("parallelism", "maxFailureRatio")));

    /** Durations that Docker points to: a zero is a value. */
    private static final Map<Class<?>, Set<String>> POINTERS =
            Map.of(
                    ContainerSpec.class, Set.of("stopGracePeriod"),
                    RestartPolicy.class, Set.of("delay", "window"));

    private Spelling() {}

    /** Upper camel case, but for a few. */
    static final class Names extends PropertyNamingStrategies.NamingBase {
        private static final long serialVersionUID = 1L;

        @Override
        public String translate(String component) {
            return IRREGULAR.getOrDefault(component, upper(component));
        }

        private static String upper(String component) {
            return Character.toUpperCase(component.charAt(0)) + component.substring(1);
        }
    }

    /** What is left out. */
    static final class Omissions extends JacksonAnnotationIntrospector {
        private static final long serialVersionUID = 1L;

        @Override
        public JsonInclude.Value findPropertyInclusion(Annotated annotated) {
            if (annotated instanceof AnnotatedMember member) {
                return JsonInclude.Value.construct(rule(member), Include.ALWAYS);
            }
            return super.findPropertyInclusion(annotated);
        }

        private static Include rule(AnnotatedMember member) {
            if (named(ALWAYS, member)) {
                return Include.ALWAYS;
            }
            if (named(POINTERS, member)) {
                return Include.NON_NULL;
            }
            return member.getRawType().isPrimitive() ? Include.NON_DEFAULT : Include.NON_EMPTY;
        }

        private static boolean named(Map<Class<?>, Set<String>> table, AnnotatedMember member) {
            var names = table.getOrDefault(member.getDeclaringClass(), Set.of());
            return names == EVERY || names.contains(member.getName());
        }
    }
}
