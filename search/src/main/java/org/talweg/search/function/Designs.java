package org.talweg.search.function;

import static java.lang.Math.PI;
import static java.lang.Math.sqrt;
import static org.talweg.search.function.Constrained.constrained;

import java.util.List;
import org.talweg.model.Parameter;
import org.talweg.model.Space;

/**
 * Engineering designs: one cost to minimise under constraints g_i &lt;= 0 in the units of their
 * source.
 *
 * <p>Best values are the best published; that of the pressure vessel is proven by enumeration of
 * its two whole numbers. As in {@link Constrained}, points keep a margin of about 1e-12 (the
 * vessel's volume 1e-6) to the constraints that are active. Each evaluation costs O(1).
 */
final class Designs {
  private Designs() {}

  static List<Family> families() {
    return List.of(
        Family.single("pressure-vessel", Designs::pressureVessel),
        Family.single("welded-beam", Designs::weldedBeam),
        Family.single("tension-compression-spring", Designs::spring),
        Family.single("speed-reducer", Designs::speedReducer));
  }

  /** x1, x2: thickness of shell and head in sixteenths of an inch; radius and length in inches. */
  private static TestFunction pressureVessel() {
    Space space =
        Space.of(
            Parameter.integer("x1", 1, 99),
            Parameter.integer("x2", 1, 99),
            Parameter.real("x3", 10, 200),
            Parameter.real("x4", 10, 200));
    return constrained(
        "pressure-vessel",
        "Sandgren, Nonlinear Integer and Discrete Programming in Mechanical Design (1990); optimum:"
            + " Yang, Huyck, Karamanoglu and Khan, True Global Optimality of the Pressure Vessel"
            + " Design Problem (2013)",
        space,
        4,
        x -> {
          double shell = 0.0625 * x[0];
          double head = 0.0625 * x[1];
          double r = x[2];
          double l = x[3];
          return new double[] {
            0.6224 * shell * r * l
                + 1.7781 * head * r * r
                + 3.1661 * shell * shell * l
                + 19.84 * shell * shell * r,
            0.0193 * r - shell,
            0.00954 * r - head,
            1_296_000 - PI * r * r * l - 4.0 / 3 * PI * r * r * r,
            l - 240
          };
        },
        6059.714335048436,
        1e-5,
        13,
        7,
        42.09844554404211,
        176.6365964846121);
  }

  /** Height h and length l of the weld, thickness t and width b of the beam, in inches. */
  private static TestFunction weldedBeam() {
    return constrained(
        "welded-beam",
        "Ragsdell and Phillips, Optimal Design of a Class of Welded Structures (1976), in the"
            + " version of Coello Coello, Use of a Self-Adaptive Penalty Approach (2000)",
        Family.box(new double[] {0.1, 0.1, 0.1, 0.1}, new double[] {2, 10, 10, 2}),
        7,
        x -> {
          double h = x[0];
          double l = x[1];
          double t = x[2];
          double b = x[3];
          double load = 6000;
          double overhang = 14;
          double young = 30e6;
          double shear = 12e6;
          double arm = sqrt(l * l / 4 + (h + t) * (h + t) / 4);
          double inertia = 2 * sqrt(2) * h * l * (l * l / 12 + (h + t) * (h + t) / 4);
          double direct = load / (sqrt(2) * h * l);
          double torsion = load * (overhang + l / 2) * arm / inertia;
          double stress = sqrt(direct * direct + direct * torsion * l / arm + torsion * torsion);
          double bending = 6 * load * overhang / (b * t * t);
          double deflection = 4 * load * overhang * overhang * overhang / (young * t * t * t * b);
          double buckling =
              4.013
                  * young
                  * sqrt(t * t * b * b * b * b * b * b / 36)
                  / (overhang * overhang)
                  * (1 - t / (2 * overhang) * sqrt(young / (4 * shear)));
          return new double[] {
            1.10471 * h * h * l + 0.04811 * t * b * (overhang + l),
            stress - 13_600,
            bending - 30_000,
            h - b,
            0.10471 * h * h + 0.04811 * t * b * (overhang + l) - 5,
            0.125 - h,
            deflection - 0.25,
            load - buckling
          };
        },
        1.724852308597366,
        1e-10,
        0.20572963978513076,
        3.470488665651032,
        9.036623910359973,
        0.20572963978613068);
  }

  /** Diameter d of the wire and D of the coil in inches, number n of active coils. */
  private static TestFunction spring() {
    return constrained(
        "tension-compression-spring",
        "Arora, Introduction to Optimum Design (1989); Belegundu (1982)",
        Family.box(new double[] {0.05, 0.25, 2}, new double[] {2, 1.3, 15}),
        4,
        x -> {
          double d = x[0];
          double coil = x[1];
          double n = x[2];
          double d3 = d * d * d;
          return new double[] {
            (n + 2) * coil * d * d,
            1 - coil * coil * coil * n / (71_785 * d3 * d),
            (4 * coil * coil - d * coil) / (12_566 * d3 * (coil - d)) + 1 / (5_108 * d * d) - 1,
            1 - 140.45 * d / (coil * coil * n),
            (coil + d) / 1.5 - 1
          };
        },
        0.0126652327883,
        1e-12,
        0.05168906191376309,
        0.3567177597908487,
        11.288964579598863);
  }

  /**
   * Face width, module, teeth of the pinion (whole), lengths and diameters of two shafts, in cm;
   * with both lengths from 7.3 to 8.3.
   */
  private static TestFunction speedReducer() {
    Space space =
        Space.of(
            Parameter.real("x1", 2.6, 3.6),
            Parameter.real("x2", 0.7, 0.8),
            Parameter.integer("x3", 17, 28),
            Parameter.real("x4", 7.3, 8.3),
            Parameter.real("x5", 7.3, 8.3),
            Parameter.real("x6", 2.9, 3.9),
            Parameter.real("x7", 5.0, 5.5));
    return constrained(
        "speed-reducer",
        "Golinski, An Adaptive Optimization System Applied to Machine Synthesis (1973); best value:"
            + " Mezura-Montes and Coello Coello (2005)",
        space,
        11,
        x -> {
          double pitch = x[1] * x[2];
          double squares = x[5] * x[5] + x[6] * x[6];
          double cubes = x[5] * x[5] * x[5] + x[6] * x[6] * x[6];
          double first = 745 * x[3] / pitch;
          double second = 745 * x[4] / pitch;
          return new double[] {
            0.7854 * x[0] * x[1] * x[1] * (3.3333 * x[2] * x[2] + 14.9334 * x[2] - 43.0934)
                - 1.508 * x[0] * squares
                + 7.4777 * cubes
                + 0.7854 * (x[3] * x[5] * x[5] + x[4] * x[6] * x[6]),
            27 / (x[0] * x[1] * pitch) - 1,
            397.5 / (x[0] * pitch * pitch) - 1,
            1.93 * x[3] * x[3] * x[3] / (pitch * x[5] * x[5] * x[5] * x[5]) - 1,
            1.93 * x[4] * x[4] * x[4] / (pitch * x[6] * x[6] * x[6] * x[6]) - 1,
            sqrt(first * first + 16.9e6) / (110 * x[5] * x[5] * x[5]) - 1,
            sqrt(second * second + 157.5e6) / (85 * x[6] * x[6] * x[6]) - 1,
            pitch / 40 - 1,
            5 * x[1] / x[0] - 1,
            x[0] / (12 * x[1]) - 1,
            (1.5 * x[5] + 1.9) / x[3] - 1,
            (1.1 * x[6] + 1.9) / x[4] - 1
          };
        },
        2994.4710661468,
        1e-5,
        3.500000000003493,
        0.7,
        17,
        7.3,
        7.715319911487885,
        3.3502146660975596,
        5.286654464981966);
  }
}
