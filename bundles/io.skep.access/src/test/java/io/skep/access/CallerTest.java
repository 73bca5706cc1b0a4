package io.skep.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;

import java.nio.charset.StandardCharsets;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Roles in certificates. Source: consensus-and-faults A17. */
class CallerTest {

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=ci,OU=skep-admin|ADMIN",
                "CN=ci,OU=skep-deployer|DEPLOYER",
                "OU=skep-viewer,CN=ci|VIEWER",
                "CN=skep client|ADMIN",
                "CN=ci|NOBODY",
                "OU=skep-deployer|DEPLOYER",
                "CN=skep client,OU=skep-none|NOBODY",
                "CN=skep client+OU=skep-viewer|VIEWER",
                "CN=skep client,OU=|NOBODY",
                "CN=ci,OU=skep-admin,OU=skep-viewer|NOBODY",
                "CN=ci,OU=SKEP-ADMIN|NOBODY",
                "CN=ci,OU=skep-nobody|NOBODY",
                "CN=ci,OU=swarm-manager|NOBODY",
                "CN=OU\\=skep-admin|NOBODY",
                "CN=ci,O=skep-admin|NOBODY",
            })
    void A17_theRoleIsTheOneUnitOfTheCertificate(String subject, Role role) {
        assertEquals(role, Caller.of(new X500Principal(subject)).role());
    }

    @Test
    void whatWasMadeBeforeThereWereRolesIsAnAdministrators() {
        var before = Caller.of(new X500Principal("CN=skep client"));

        assertEquals(new Caller("skep client", Role.ADMIN), before);
    }

    @Test
    void aNameDoesNotEndALine() {
        var name = Caller.of(new X500Principal("CN=\"a\nb\\\") as admin: ok\"")).name();

        assertFalse(name.matches("(?s).*[\\n\"():].*"), name);
        assertEquals(64, Caller.of(new X500Principal("CN=" + "a".repeat(99))).name().length());
    }

    @Test
    void aDenialHasTheFormOfDockersPlugins() {
        var text = Denial.text(Role.VIEWER, "POST /swarm/init is for administrators");

        assertEquals(
                "authorization denied by plugin skep: role viewer: POST /swarm/init is for"
                        + " administrators",
                text);
        assertEquals(true, Denial.in(bytes("{\"message\":\"" + text + "\"}")));
        assertEquals(false, Denial.in(bytes("{\"message\":\"no " + text + "\"}")));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }
}
