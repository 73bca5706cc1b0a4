package io.skep.tck.ca;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.ca.spi.CaSink;
import io.skep.ca.spi.CertificateAuthority;
import io.skep.ca.spi.ExportsRoot;
import io.skep.ca.spi.ImportsRoot;
import io.skep.lifecycle.PlugContext;
import io.skep.lifecycle.PlugInfo;
import io.skep.lifecycle.PlugProvider;
import io.skep.tck.plug.Verdict;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a certificate authority breaks. */
class KitTest {

    @Test
    void findsNothingWrongWithOneThatKeepsTheRules() {
        assertEquals(List.of(), Verdict.of(Sound.class));
    }

    @Test
    void noticesSubjectsOfTheRequest() {
        assertEquals(List.of("CAS_1", "CAS_2"), Verdict.of(CopiesTheSubject.class));
    }

    @Test
    void noticesMissingNames() {
        assertEquals(List.of("CAS_2"), Verdict.of(ForgetsTheNames.class));
    }

    @Test
    void noticesCertificatesThatOutliveTheRoot() {
        assertEquals(List.of("CAS_3"), Verdict.of(OutlivesTheRoot.class));
    }

    @Test
    void noticesRequestsThatAnotherKeySigned() {
        assertEquals(List.of("CAS_4"), Verdict.of(BelievesSignatures.class));
    }

    @Test
    void noticesNodesThatCouldSign() {
        assertEquals(List.of("CAS_5"), Verdict.of(MakesAuthorities.class));
    }

    @Test
    void noticesCrossSignedRootsThatCannotSign() {
        assertEquals(List.of("CAS_6"), Verdict.of(CrossSignsFlatly.class));
    }

    @Test
    void noticesKeysThatDoNotFit() {
        assertEquals(List.of("CAS_9"), Verdict.of(TakesAnyKey.class));
    }

    @Test
    void noticesWorkAfterQuiesce() {
        assertEquals(List.of("L_4"), Verdict.of(NeverQuiet.class));
    }

    @Test
    void noticesALostRoot() {
        assertEquals(List.of("L_5"), Verdict.of(LeavesNothing.class));
    }

    @Test
    void noticesWorkAfterClose() {
        assertEquals(List.of("L_7"), Verdict.of(NeverClosed.class));
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
                    return new PlugInfo(
                            CertificateAuthority.CONTRACT,
                            "toy",
                            "1",
                            List.of(ExportsRoot.ABILITY, ImportsRoot.ABILITY));
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
