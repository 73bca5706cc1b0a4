package io.skep.tck.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.platform.engine.discovery.DiscoverySelectors.selectClass;

import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import java.util.List;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.platform.engine.support.descriptor.MethodSource;
import org.junit.platform.testkit.engine.EngineTestKit;

/** The kit fails on exactly the rule that a certificate authority breaks. */
class KitTest {

    private static final Pattern RULE = Pattern.compile("(CAS|L)_\\d+");

    @Test
    void findsNothingWrongWithOneThatKeepsTheRules() {
        assertEquals(List.of(), brokenRules(Sound.class));
    }

    @Test
    void noticesSubjectsOfTheRequest() {
        assertEquals(List.of("CAS_1", "CAS_2"), brokenRules(CopiesTheSubject.class));
    }

    @Test
    void noticesMissingNames() {
        assertEquals(List.of("CAS_2"), brokenRules(ForgetsTheNames.class));
    }

    @Test
    void noticesCertificatesThatOutliveTheRoot() {
        assertEquals(List.of("CAS_3"), brokenRules(OutlivesTheRoot.class));
    }

    @Test
    void noticesRequestsThatAnotherKeySigned() {
        assertEquals(List.of("CAS_4"), brokenRules(BelievesSignatures.class));
    }

    @Test
    void noticesNodesThatCouldSign() {
        assertEquals(List.of("CAS_5"), brokenRules(MakesAuthorities.class));
    }

    @Test
    void noticesCrossSignedRootsThatCannotSign() {
        assertEquals(List.of("CAS_6"), brokenRules(CrossSignsFlatly.class));
    }

    @Test
    void noticesKeysThatDoNotFit() {
        assertEquals(List.of("CAS_9"), brokenRules(TakesAnyKey.class));
    }

    @Test
    void noticesWorkAfterQuiesce() {
        assertEquals(List.of("L_4"), brokenRules(NeverQuiet.class));
    }

    @Test
    void noticesALostRoot() {
        assertEquals(List.of("L_5"), brokenRules(LeavesNothing.class));
    }

    @Test
    void noticesWorkAfterClose() {
        assertEquals(List.of("L_7"), brokenRules(NeverClosed.class));
    }

    private static List<String> brokenRules(Class<?> kit) {
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

    /** The kit on a toy. */
    abstract static class Toys extends AuthorityContract {
        private final Set<Flaw> flaws;

        Toys(Flaw... flaws) {
            this.flaws = Set.of(flaws);
        }

        @Override
        protected PlugProvider<CertificateAuthority, CaSink> provider() {
            return new PlugProvider<>() {
                @Override
                public PlugInfo info() {
                    return new PlugInfo(CertificateAuthority.CONTRACT, "toy", "1", List.of());
                }

                @Override
                public CertificateAuthority open(PlugContext<CaSink> context) {
                    return new ToyAuthority(flaws);
                }
            };
        }
    }

    static final class Sound extends Toys {}

    static final class CopiesTheSubject extends Toys {
        CopiesTheSubject() {
            super(Flaw.COPIES_THE_SUBJECT);
        }
    }

    static final class ForgetsTheNames extends Toys {
        ForgetsTheNames() {
            super(Flaw.FORGETS_THE_NAMES);
        }
    }

    static final class OutlivesTheRoot extends Toys {
        OutlivesTheRoot() {
            super(Flaw.OUTLIVES_THE_ROOT);
        }
    }

    static final class BelievesSignatures extends Toys {
        BelievesSignatures() {
            super(Flaw.BELIEVES_SIGNATURES);
        }
    }

    static final class MakesAuthorities extends Toys {
        MakesAuthorities() {
            super(Flaw.MAKES_AUTHORITIES);
        }
    }

    static final class CrossSignsFlatly extends Toys {
        CrossSignsFlatly() {
            super(Flaw.CROSS_SIGNS_FLATLY);
        }
    }

    static final class TakesAnyKey extends Toys {
        TakesAnyKey() {
            super(Flaw.TAKES_ANY_KEY);
        }
    }

    static final class NeverQuiet extends Toys {
        NeverQuiet() {
            super(Flaw.NEVER_QUIET);
        }
    }

    static final class LeavesNothing extends Toys {
        LeavesNothing() {
            super(Flaw.LEAVES_NOTHING);
        }
    }

    static final class NeverClosed extends Toys {
        NeverClosed() {
            super(Flaw.NEVER_CLOSED);
        }
    }
}
