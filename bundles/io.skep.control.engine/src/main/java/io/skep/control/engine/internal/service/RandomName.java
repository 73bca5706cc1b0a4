package io.skep.control.engine.internal.service;

import io.skep.control.engine.internal.answer.Find;
import io.skep.model.View;
import java.util.List;

/** Names for services whose user gave none: {@code adjective_surname}. */
final class RandomName {

    private static final List<String> ADJECTIVES =
            words(
                    """
                    able amber ample apt bold brave bright brisk calm candid civil clear clever
                    cosy crisp curious deft eager early earnest easy fair fond frank free fresh
                    gentle glad golden grand happy hardy honest humble jolly just keen kind lively
                    lucid loyal mellow merry mild neat nimble noble patient placid plain polite
                    proud quick quiet ready robust serene sharp silent sincere sober steady subtle
                    sunny tidy tranquil trusty vivid warm wise witty zesty\
                    """);
    private static final List<String> SURNAMES =
            words(
                    """
                    abel agnesi babbage banach bell bohr boole brahe cantor celsius cori curie
                    dirac doppler ekeblad euclid euler faraday fermat fermi fourier frisch galois
                    gauss germain goeppert hamilton hertz hooke hopper huber huygens janscha joule
                    kelvin kepler kirch kovalevskaya lagrange langstroth leibniz linnaeus lovelace
                    maxwell meitner mendel mirzakhani napier newton noether nolan oersted pascal
                    payne planck ptolemy ramanujan riemann rubin sagan swammerdam tesla turing
                    volta wing yonath zeno\
                    """);

    private RandomName() {}

    /** A name that no service has; which one, {@code chance} decides. */
    static String free(View view, int chance) {
        var name = pair(chance);
        for (int number = 1; taken(name, view); number++) {
            name = pair(chance) + number;
        }
        return name;
    }

    private static String pair(int chance) {
        var surname = SURNAMES.get(chance / ADJECTIVES.size() % SURNAMES.size());
        return ADJECTIVES.get(chance % ADJECTIVES.size()) + "_" + surname;
    }

    private static boolean taken(String name, View view) {
        return Find.taken(view.services(), service -> service.spec().name(), name);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
