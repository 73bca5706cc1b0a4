package io.skep.access;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertInstanceOf;
import static org.junit.jupiter.api.Assertions.assertTrue;

import io.skep.access.Verdict.Denied;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Which requests a role may make. Source: consensus-and-faults A17. */
class RulesTest {

    @ParameterizedTest
    @EnumSource(names = {"ADMIN", "DEPLOYER", "VIEWER", "NOBODY"})
    void A17_aRoleMayMakeTheRequestsOfTheTableAndNoOther(Role role) {
        var lines = Tables.lines("requests.txt");

        for (var line : lines) {
            var words = line.split(" ");
            var path = words[2].replaceAll("\\{\\w+}", "some");
            var least = Role.valueOf(words[0].toUpperCase(Locale.ROOT));

            var denied = Rules.judge(role, Request.of(words[1], path)) instanceof Denied;

            assertEquals(role.compareTo(least) > 0, denied, role + " " + line);
        }
        assertTrue(lines.size() > 100, "the table is there");
    }

    @Test
    void whatMayReachTheHostIsLookedAtFirst() {
        assertInstanceOf(Verdict.Read.class, deployer("POST", "/containers/create"));
        assertEquals(
                new Verdict.Read(Verdict.Body.COMMAND, "web"),
                deployer("POST", "/containers/web/exec"));
        assertEquals(
                new Verdict.Read(Verdict.Body.LIMITS, "web"),
                deployer("POST", "/containers/web/update"));
        for (var verb : List.of("start", "attach", "kill", "rename")) {
            assertEquals(
                    new Verdict.Look(Verdict.Thing.CONTAINER, "web"),
                    deployer("POST", "/containers/web/" + verb));
        }
        for (var method : List.of("GET", "HEAD", "PUT")) {
            assertEquals(
                    new Verdict.Look(Verdict.Thing.CONTAINER, "web"),
                    deployer(method, "/containers/web/archive"));
        }
        assertEquals(
                new Verdict.Look(Verdict.Thing.COMMAND, "ab12"),
                deployer("POST", "/exec/ab12/start"));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "/containers/json/../../swarm",
                "/containers/./json",
                "//containers/json",
                "/containers//json",
                "/containers/..",
                "/containers/json#/x",
                "/containers/a\\b/json",
                "/images/a\u0000b/json",
                "/images/a\nb/json",
            })
    void aPathThatOthersMayReadOtherwiseIsDenied(String path) {
        for (var role : List.of(Role.DEPLOYER, Role.VIEWER)) {
            assertInstanceOf(Denied.class, Rules.judge(role, Request.of("GET", path)));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"/containers/a%2fb/start", "/containers/-a/start", "/exec/ä/start"})
    void aNameThatNoContainerHasIsDenied(String path) {
        assertInstanceOf(Denied.class, deployer("POST", path));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "application/x-www-form-urlencoded",
                "application/X-WWW-Form-urlencoded; charset=utf-8",
                "multipart/form-data"
            })
    void aFormWhoseFieldsWouldBeParametersIsDenied(String type) {
        var asked =
                new Request("POST", "/images/create", Set.of("fromImage"), List.of(type), none());

        assertInstanceOf(Denied.class, Rules.judge(Role.DEPLOYER, asked));
    }

    @ParameterizedTest
    @ValueSource(strings = {"fromSrc", "checkpoint", "checkpoint-dir"})
    void aParameterThatNamesAFileOrAnAddressIsDenied(String name) {
        for (var path : List.of("/images/create", "/containers/a/start")) {
            var asked = new Request("POST", path, Set.of(name), none(), none());

            assertInstanceOf(Denied.class, Rules.judge(Role.DEPLOYER, asked));
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"h2c", "tcp", "websocket", ""})
    void aConnectionBecomesAnotherOnlyWhereSomebodyTalks(String protocol) {
        for (var role : List.of(Role.DEPLOYER, Role.VIEWER)) {
            var asked = new Request("GET", "/containers/json", Set.of(), none(), List.of(protocol));

            assertInstanceOf(Denied.class, Rules.judge(role, asked));
        }
    }

    @Test
    void attachingTalksThroughTheConnection() {
        var asked =
                new Request(
                        "POST",
                        "/containers/a/attach",
                        Set.of("stream"),
                        List.of("text/plain"),
                        List.of("tcp"));
        var smuggled =
                new Request("POST", "/containers/a/attach", Set.of(), none(), List.of("h2c"));

        assertInstanceOf(Verdict.Look.class, Rules.judge(Role.DEPLOYER, asked));
        assertInstanceOf(Denied.class, Rules.judge(Role.DEPLOYER, smuggled));
    }

    private static Verdict deployer(String method, String path) {
        return Rules.judge(Role.DEPLOYER, Request.of(method, path));
    }

    private static List<String> none() {
        return List.of();
    }
}
