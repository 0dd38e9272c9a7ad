package io.resolutionflow.l1walk.matching;

import java.util.ArrayList;
import java.util.List;

/**
 * Logistic regression with L2 by Newton's method; no randomness, so the same set gives the same
 * file.
 */
final class LogisticFit {

    private static final double L2 = 1.0;
    private static final int STEPS = 30;

    private LogisticFit() {}

    static Logistic fit(List<String> features, List<double[]> rows, List<Boolean> labels) {
        int n = features.size();
        var means = new ArrayList<Double>();
        var scales = new ArrayList<Double>();
        for (int j = 0; j < n; j++) {
            int column = j;
            double mean = rows.stream().mapToDouble(r -> r[column]).average().orElse(0);
            double variance =
                    rows.stream()
                            .mapToDouble(r -> Math.pow(r[column] - mean, 2))
                            .average()
                            .orElse(0);
            means.add(rounded(mean));
            scales.add(rounded(Math.max(Math.sqrt(variance), 1e-3)));
        }
        double[] w = newton(rows, labels, means, scales, n);
        var weights = new ArrayList<Double>();
        for (int j = 0; j < n; j++) {
            weights.add(rounded(w[j]));
        }
        return new Logistic(features, means, scales, weights, rounded(w[n]));
    }

    private static double[] newton(
            List<double[]> rows,
            List<Boolean> labels,
            List<Double> means,
            List<Double> scales,
            int n) {
        double[] w = new double[n + 1];
        for (int step = 0; step < STEPS; step++) {
            double[] gradient = new double[n + 1];
            double[][] hessian = new double[n + 1][n + 1];
            for (int i = 0; i < rows.size(); i++) {
                double[] x = new double[n + 1];
                for (int j = 0; j < n; j++) {
                    x[j] = (rows.get(i)[j] - means.get(j)) / scales.get(j);
                }
                x[n] = 1;
                double z = 0;
                for (int j = 0; j <= n; j++) {
                    z += w[j] * x[j];
                }
                double p = 1 / (1 + Math.exp(-z));
                for (int j = 0; j <= n; j++) {
                    gradient[j] += (p - (labels.get(i) ? 1 : 0)) * x[j];
                    for (int k = 0; k <= n; k++) {
                        hessian[j][k] += p * (1 - p) * x[j] * x[k];
                    }
                }
            }
            for (int j = 0; j < n; j++) {
                gradient[j] += L2 * w[j];
                hessian[j][j] += L2;
            }
            hessian[n][n] += 1e-9;
            double[] delta = solve(hessian, gradient);
            for (int j = 0; j <= n; j++) {
                w[j] -= delta[j];
            }
        }
        return w;
    }

    private static double[] solve(double[][] a, double[] b) {
        int n = b.length;
        for (int i = 0; i < n; i++) {
            int pivot = i;
            for (int r = i + 1; r < n; r++) {
                if (Math.abs(a[r][i]) > Math.abs(a[pivot][i])) {
                    pivot = r;
                }
            }
            double[] row = a[i];
            a[i] = a[pivot];
            a[pivot] = row;
            double swap = b[i];
            b[i] = b[pivot];
            b[pivot] = swap;
            for (int r = i + 1; r < n; r++) {
                double factor = a[r][i] / a[i][i];
                for (int c = i; c < n; c++) {
                    a[r][c] -= factor * a[i][c];
                }
                b[r] -= factor * b[i];
            }
        }
        double[] x = new double[n];
        for (int i = n - 1; i >= 0; i--) {
            double sum = b[i];
            for (int c = i + 1; c < n; c++) {
                sum -= a[i][c] * x[c];
            }
            x[i] = sum / a[i][i];
        }
        return x;
    }

    private static double rounded(double value) {
        return Math.round(value * 1e6) / 1e6;
    }
}
