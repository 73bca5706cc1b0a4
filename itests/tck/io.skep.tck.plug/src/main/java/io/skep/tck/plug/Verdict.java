package io.skep.tck.plug;

import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import java.util.List;
import java.util.regex.Pattern;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** What a kit says of a plug that is broken on purpose. */
public final class Verdict {

    private static final Pattern RULE = Pattern.compile("[A-Z]+_\\d+");

    private Verdict() {}

    /**
     * The rules a kit finds broken, in order; for tests of no rule the method's name.
     *
     * @param kit the kit on a broken plug
     */
    public static List<String> of(Class<?> kit) {
        return EngineTestKit.engine("junit-jupiter")
                .selectors(selectClass(kit))
                .execute()
                .testEvents()
                .failed()
                .stream()
                .map(event -> event.getTestDescriptor().getSource().orElseThrow())
                .map(source -> rule(((MethodSource) source).getMethodName()))
                .distinct()
                .sorted()
                .toList();
    }

    private static String rule(String method) {
        var found = RULE.matcher(method);
        return found.lookingAt() ? found.group() : method;
    }
}
