/*
 * Peers for `talweg bench program`, made of two libraries that Debian has: Ipopt, and the AMPL
 * Solver Library (ASL), which reads .nl files and computes derivatives.
 *
 *   cc -O2 -o ipopt ampl-ipopt.c -lipopt -lamplsolver -lm -ldl     (libipopt without its AMPL driver)
 *
 *   ipopt FILE.nl -AMPL option=value ...   solves as an AMPL solver; prints Ipopt's own summary
 *   ipopt --speed ROUNDS FILE.nl           prints the median seconds of one evaluation of the
 *                                          objective and constraints, of gradient and Jacobian, and
 *                                          of the Hessian of the Lagrangian, each round at a new x
 *
 * Whole variables are relaxed. Not part of the build.
 */
#include <coin/IpStdCInterface.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>
#include <ampl-netlib-solvers/asl_pfgh.h>

static ASL *asl;
static double sense = 1;
static fint hessian_entries;

static ASL *open_nl(char *stub) {
  asl = ASL_alloc(ASL_read_pfgh);
  FILE *nl = jac0dim(stub, (fint)strlen(stub));
  want_xpi0 = 1;
  X0 = calloc(n_var, sizeof(real));
  LUv = malloc(n_var * sizeof(real));
  Uvx = malloc(n_var * sizeof(real));
  LUrhs = malloc((n_con + 1) * sizeof(real));
  Urhsx = malloc((n_con + 1) * sizeof(real));
  pfgh_read(nl, ASL_return_read_err);
  sense = n_obj > 0 && objtype[0] ? -1 : 1;
  hessian_entries = sphsetup(-1, 1, n_con > 0, 1);
  return asl;
}

static Bool objective(Index n, Number *x, Bool fresh, Number *value, UserDataPtr data) {
  fint error = 0;
  *value = n_obj > 0 ? sense * objval(0, x, &error) : 0;
  return !error;
}

static Bool gradient(Index n, Number *x, Bool fresh, Number *g, UserDataPtr data) {
  fint error = 0;
  memset(g, 0, n * sizeof(real));
  if (n_obj > 0) {
    objgrd(0, x, g, &error);
    for (Index i = 0; sense < 0 && i < n; i++) {
      g[i] = -g[i];
    }
  }
  return !error;
}

static Bool constraints(Index n, Number *x, Bool fresh, Index m, Number *c, UserDataPtr data) {
  fint error = 0;
  if (m > 0) {
    conval(x, c, &error);
  }
  return !error;
}

static Bool jacobian(Index n, Number *x, Bool fresh, Index m, Index entries, Index *row,
                     Index *column, Number *values, UserDataPtr data) {
  if (values) {
    fint error = 0;
    if (m > 0) {
      jacval(x, values, &error);
    }
    return !error;
  }
  for (int i = 0; i < n_con; i++) {
    for (cgrad *entry = Cgrad[i]; entry; entry = entry->next) {
      row[entry->goff] = i;
      column[entry->goff] = entry->varno;
    }
  }
  return TRUE;
}

static Bool hessian(Index n, Number *x, Bool fresh, Number factor, Index m, Number *multipliers,
                    Bool fresh_multipliers, Index entries, Index *row, Index *column,
                    Number *values, UserDataPtr data) {
  if (values) {
    real weight = sense * factor;
    sphes(values, -1, n_obj > 0 ? &weight : NULL, m > 0 ? multipliers : NULL);
    return TRUE;
  }
  for (int j = 0, k = 0; j < n; j++) {
    for (; k < sputinfo->hcolstarts[j + 1]; k++) {
      row[k] = sputinfo->hrownos[k];
      column[k] = j;
    }
  }
  return TRUE;
}

static void option(IpoptProblem problem, char *word) {
  char *value = strchr(word, '=');
  if (!value) {
    return;
  }
  *value++ = 0;
  char *end;
  double number = strtod(value, &end);
  if (*end || !*value) {
    AddIpoptStrOption(problem, word, value);
  } else if (number != (int)number || !AddIpoptIntOption(problem, word, (int)number)) {
    AddIpoptNumOption(problem, word, number);
  }
}

static int solve(int count, char **words) {
  IpoptProblem problem =
      CreateIpoptProblem(n_var, LUv, Uvx, n_con, LUrhs, Urhsx, nzc, hessian_entries, 0, objective,
                         constraints, gradient, jacobian, hessian);
  for (int i = 0; i < count; i++) {
    option(problem, words[i]);
  }
  real *c = calloc(n_con + 1, sizeof(real));
  real *y = calloc(n_con + 1, sizeof(real));
  real value = 0;
  enum ApplicationReturnStatus status = IpoptSolve(problem, X0, c, &value, y, NULL, NULL, NULL);
  char message[100];
  sprintf(message, "Ipopt through its C interface: status %d", status);
  solve_result_num = status == Solve_Succeeded ? 0 : status == Infeasible_Problem_Detected ? 200
                     : status > 0 ? 100 : 500;
  write_sol(message, X0, y, NULL);
  return 0;
}

static double now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + t.tv_nsec * 1e-9;
}

static int ascending(const void *a, const void *b) {
  double x = *(const double *)a, y = *(const double *)b;
  return (x > y) - (x < y);
}

static int speed(int rounds) {
  int n = n_var, m = n_con;
  double *seconds[3];
  for (int k = 0; k < 3; k++) {
    seconds[k] = malloc(rounds * sizeof(double));
  }
  real *g = malloc(n * sizeof(real));
  real *c = malloc((m + 1) * sizeof(real));
  real *y = malloc((m + 1) * sizeof(real));
  real *j = malloc((nzc + 1) * sizeof(real));
  real *h = malloc((hessian_entries + 1) * sizeof(real));
  real value;
  for (int i = 0; i < m; i++) {
    y[i] = 0.5;
  }
  for (int round = 0; round < 2 * rounds; round++) {
    for (int i = 0; i < n; i++) {
      X0[i] += 1e-9; /* or it would remember */
    }
    double t0 = now();
    objective(n, X0, 1, &value, NULL);
    constraints(n, X0, 1, m, c, NULL);
    double t1 = now();
    gradient(n, X0, 1, g, NULL);
    jacobian(n, X0, 1, m, nzc, NULL, NULL, j, NULL);
    double t2 = now();
    hessian(n, X0, 1, 1, m, y, 1, hessian_entries, NULL, NULL, h, NULL);
    double t3 = now();
    seconds[0][round % rounds] = t1 - t0;
    seconds[1][round % rounds] = t2 - t1;
    seconds[2][round % rounds] = t3 - t2;
  }
  for (int k = 0; k < 3; k++) {
    qsort(seconds[k], rounds, sizeof(double), ascending);
    printf("%.9g%c", seconds[k][rounds / 2], k == 2 ? '\n' : ' ');
  }
  return 0;
}

int main(int count, char **words) {
  if (count == 4 && !strcmp(words[1], "--speed")) {
    open_nl(words[3]);
    return speed(atoi(words[2]));
  }
  if (count < 2) {
    fprintf(stderr, "usage: ipopt FILE.nl -AMPL option=value ... | ipopt --speed ROUNDS FILE.nl\n");
    return 1;
  }
  open_nl(words[1]);
  return solve(count - 2, words + 2);
}
