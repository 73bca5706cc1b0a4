package io.skep.ca.external.internal.cfssl;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import io.skep.ca.external.internal.proof.Pem;
import io.skep.ca.spi.IssueException;
import io.skep.ca.spi.IssueException.Reason;
import io.skep.ca.spi.Order;
import io.skep.model.spec.NodeRole;
import java.nio.charset.StandardCharsets;
import java.security.cert.X509Certificate;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import javax.naming.InvalidNameException;
import javax.naming.ldap.LdapName;

/** What signers are asked. Source: swarmkit:ca/external.go, cfssl:doc/api/endpoint_sign.txt. */
final class Letter {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String PROFILE = "CA";
    private static final List<String> PARTS = List.of("C", "ST", "L", "O", "OU");
    private static final String CONSTRAINTS = "2.5.29.19";
    // SEQUENCE { BOOLEAN true }
    private static final String MAY_SIGN = "30030101ff";

    private Letter() {}

    /** For a node. */
    static byte[] node(Order order) {
        var hosts = new ArrayList<>(List.of(order.unit(), order.node().value()));
        if (order.role() == NodeRole.MANAGER) {
            hosts.add(Order.ISSUER);
        }
        var name = Map.of("OU", order.unit(), "O", order.cluster().value());
        var letter = new TreeMap<String, Object>();
        letter.put("hosts", hosts);
        letter.put("certificate_request", Pem.request(order.request()));
        letter.put("subject", Map.of("CN", order.node().value(), "names", List.of(name)));
        letter.put("profile", "");
        return written(letter);
    }

    /** For a root. */
    static byte[] root(X509Certificate root, byte[] request) {
        var letter = new TreeMap<String, Object>();
        letter.put("hosts", List.of());
        letter.put("certificate_request", Pem.request(request));
        letter.put("subject", subject(root));
        letter.put("profile", PROFILE);
        letter.put(
                "extensions",
                List.of(Map.of("id", CONSTRAINTS, "critical", true, "value", MAY_SIGN)));
        return written(letter);
    }

    private static Map<String, Object> subject(X509Certificate root) {
        var common = new ArrayList<String>();
        var names = new ArrayList<Map<String, String>>();
        try {
            var parts = new LdapName(root.getSubjectX500Principal().getName()).getRdns();
            for (var part : parts) {
                if (part.getType().equals("CN")) {
                    common.add(part.getValue().toString());
                } else if (PARTS.contains(part.getType())) {
                    names.add(Map.of(part.getType(), part.getValue().toString()));
                }
            }
        } catch (InvalidNameException malformed) {
            throw new IssueException(Reason.REFUSED, "the root has no name that can be read");
        }
        return Map.of("CN", String.join("", common), "names", names);
    }

    private static byte[] written(Map<String, Object> letter) {
        try {
            return JSON.writeValueAsString(letter).getBytes(StandardCharsets.UTF_8);
        } catch (JsonProcessingException impossible) {
            throw new IllegalStateException(impossible);
        }
    }
}
