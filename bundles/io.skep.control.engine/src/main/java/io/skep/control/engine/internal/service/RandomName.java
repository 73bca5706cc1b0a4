package io.skep.control.engine.internal.service;

import io.skep.model.View;
import java.util.List;

/** Names for services whose user gave none: {@code adjective_surname}. */
final class RandomName {

    private static final List<String> ADJECTIVES =
            words(
                    """
                    able amber ample bold brave bright brisk calm candid clear clever cosy crisp
                    curious deft eager earnest easy fair fond free fresh gentle golden happy hardy
                    honest humble jolly keen kind lively lucid loyal merry mild neat nimble noble
                    patient polite proud quiet serene sincere steady sunny tidy vivid warm zesty\
                    """);
    private static final List<String> SURNAMES =
            words(
                    """
                    abel agnesi babbage banach bell bohr boole brahe cantor curie dirac euclid euler
                    faraday fermi fourier galois gauss germain hertz hooke hopper huber huygens
                    janscha joule kelvin kepler lagrange langstroth leibniz linnaeus lovelace
                    maxwell meitner newton noether pascal payne ptolemy riemann rubin turing volta\
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
        return view.services().taken(name);
    }

    private static List<String> words(String text) {
        return List.of(text.strip().split("\\s+"));
    }
}
