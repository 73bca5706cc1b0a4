package io.skep.tck.dns;

import static org.junit.jupiter.api.Assertions.assertEquals;

import io.skep.dns.spi.Answer;
import io.skep.dns.spi.Question;
import io.skep.dns.spi.Question.Kind;
import io.skep.dns.spi.Resolver;
import io.skep.dns.spi.Scope;
import io.skep.dns.spi.Zone;
import io.skep.model.net.Traffic;
import io.skep.tck.plug.Verdict;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** The kit fails on exactly the rule that a resolver breaks. */
class KitTest {

    @Test
    void acceptsOneThatDoesTheLeast() {
        assertEquals(List.of(), Verdict.of(Good.class));
    }

    @Test
    void noticesMemory() {
        assertEquals(List.of("DNS_1"), Verdict.of(Counts.class));
    }

    @Test
    void noticesInventedAddresses() {
        assertEquals(List.of("DNS_2"), Verdict.of(Invents.class));
    }

    @Test
    void noticesANameThatIsGoneForOtherKinds() {
        assertEquals(List.of("DNS_3"), Verdict.of(Denies.class));
    }

    @Test
    void noticesWhoNamesTasksThatLeave() {
        assertEquals(List.of("DNS_4"), Verdict.of(NamesAll.class));
    }

    @Test
    void noticesAFixedOrder() {
        assertEquals(List.of("DNS_5"), Verdict.of(NeverTurns.class));
    }

    @Test
    void noticesWhoSearches() {
        assertEquals(List.of("DNS_6"), Verdict.of(Searches.class));
    }

    @Test
    void noticesWhoForgetsWhatWent() {
        assertEquals(List.of("DNS_7"), Verdict.of(Hoards.class));
    }

    static final class Hoards extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast() {
                @Override
                public Zone zone(Scope scope, Scope before, Zone made) {
                    var now = zone(scope);
                    return question ->
                            now.answer(question).equals(Answer.UNKNOWN)
                                    ? made.answer(question)
                                    : now.answer(question);
                }
            };
        }
    }

    static final class Good extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast();
        }
    }

    /** As the plain one, and quick on large networks. */
    private static class Fast extends Plain {
        @Override
        public Zone zone(Scope scope) {
            return scope.frontends().size() > 100
                    ? question -> new Answer.Addresses(List.of("10.0.0.1"))
                    : super.zone(scope);
        }
    }

    static final class Counts extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast() {
                private long asked;

                @Override
                Answer answer(Map<String, List<String>> names, Question question) {
                    var more = new Question(question.name(), question.kind(), asked++);
                    return super.answer(names, more);
                }
            };
        }
    }

    static final class Invents extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast() {
                @Override
                Answer answer(Map<String, List<String>> names, Question question) {
                    return question.name().equals("shop") && question.kind() == Kind.IPV4
                            ? new Answer.Addresses(List.of("192.0.2.9"))
                            : super.answer(names, question);
                }
            };
        }
    }

    static final class Denies extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast() {
                @Override
                Answer answer(Map<String, List<String>> names, Question question) {
                    return question.kind() == Kind.IPV6
                            ? Answer.UNKNOWN
                            : super.answer(names, question);
                }
            };
        }
    }

    static final class NamesAll extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast() {
                @Override
                boolean leadsTo(Traffic traffic) {
                    return true;
                }
            };
        }
    }

    static final class NeverTurns extends DnsContract {
        @Override
        protected Resolver resolver() {
            return new Fast() {
                @Override
                List<String> order(List<String> addresses, long turn) {
                    return addresses;
                }
            };
        }
    }

    static final class Searches extends DnsContract {
        @Override
        protected Resolver resolver() {
            return scope ->
                    scope.frontends().size() > 100
                            ? question -> {
                                var found = new ArrayList<String>();
                                for (int again = 0; again < 100; again++) {
                                    scope.endpoints().forEach(e -> found.addAll(e.addresses()));
                                }
                                return new Answer.Addresses(found);
                            }
                            : new Fast().zone(scope);
        }
    }
}
