import org.talweg.program.Model;

/** The largest box of cardboard of 12 square metres, without a lid: 4 cubic metres. */
class Formulas {
  public static void main(String[] args) throws Exception {
    var m = new Model("box");
    var x = m.real("x").between(0, 10).start(1);
    var y = m.real("y").between(0, 10).start(1);
    var z = m.real("z").between(0, 10).start(1);
    m.subjectTo(x.times(y).plus(x.plus(y).times(z).times(2)).atMost(12));
    var best = m.maximize(x.times(y).times(z));
    System.out.printf(
        "%s: %.3f m x %.3f m x %.3f m%n",
        best.proof().words(), best.value(x), best.value(y), best.value(z));
    System.out.printf("volume %.4f%n", best.objective());
  }
}
