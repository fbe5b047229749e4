package org.eoworkflow.bench;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

/** Measurements of two things taken in turn, and the line that tells them. */
public class Medians {

    private final List<Double> ours = new ArrayList<>();
    private final List<Double> bare = new ArrayList<>();

    public void add(double our, double bares) {
        ours.add(our);
        bare.add(bares);
    }

    /** Medians, the median of the ratios pair by pair, and their range. */
    public String line(String what, String unit) {
        var ratios = new ArrayList<Double>();
        for (int i = 0; i < ours.size(); i++) {
            ratios.add(ours.get(i) / bare.get(i));
        }
        return String.format(Locale.ROOT, "%s: %.2f %s with, %.2f %s without; ratio %.3f (%.3f to %.3f, %d pairs)", what, median(ours), unit,
            median(bare), unit, median(ratios), sorted(ratios).get(0), sorted(ratios).get(ratios.size() - 1), ratios.size());
    }

    static double median(List<Double> values) {
        var sorted = sorted(values);
        int half = sorted.size() / 2;
        return sorted.size() % 2 == 1 ? sorted.get(half) : (sorted.get(half - 1) + sorted.get(half)) / 2;
    }

    private static List<Double> sorted(List<Double> values) {
        return values.stream().sorted().toList();
    }
}
