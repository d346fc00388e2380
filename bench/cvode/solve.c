/*
 * Case B with CVODE: for each point of a grid BDF from the empty surface to the horizon, then Newton.
 *
 *   solve N STRIDE  k1 k2 k3  k-1 k-2 k-3  pCO.from pCO.to  pO2.from pO2.to  pCO2  rtol atol horizon
 *
 * Solves the points of an N x N grid whose two indices are multiples of STRIDE and prints one JSON object;
 * arrays are row-major in (pO2, pCO). As fast as CVODE goes: memory and matrices are made once, reused by
 * CVodeReInit, the Jacobian is analytic, nothing is allocated or printed inside the loop.
 * The unknowns are (theta_CO, theta_O) with theta_* = 1 - sum, as one writes it first.
 */
#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <time.h>

/* First-order rate constants of one point: pressures are multiplied in. */
typedef struct {
  double co_on, co_off, o2_on, o2_off, react, unreact;
} Rates;

static void derivative(const Rates *k, double co, double o, double *dco, double *d_o) {
  const double s = 1.0 - co - o;
  const double r1 = k->co_on * s - k->co_off * co;
  const double r2 = k->o2_on * s * s - k->o2_off * o * o;
  const double r3 = k->react * co * o - k->unreact * s * s;
  *dco = r1 - r3;
  *d_o = 2.0 * r2 - r3;
}

/* J = [j[0] j[1]; j[2] j[3]], rows d(theta_CO)/dt and d(theta_O)/dt. */
static void jacobian(const Rates *k, double co, double o, double j[4]) {
  const double s = 1.0 - co - o;
  const double r2_s = 2.0 * k->o2_on * s;
  const double r3_s = 2.0 * k->unreact * s;
  const double r3_co = k->react * o + r3_s;
  const double r3_o = k->react * co + r3_s;
  j[0] = -k->co_on - k->co_off - r3_co;
  j[1] = -k->co_on - r3_o;
  j[2] = -2.0 * r2_s - r3_co;
  j[3] = 2.0 * (-r2_s - 2.0 * k->o2_off * o) - r3_o;
}

static int cvode_rhs(sunrealtype t, N_Vector y, N_Vector ydot, void *user) {
  (void)t;
  const sunrealtype *v = N_VGetArrayPointer(y);
  sunrealtype *dv = N_VGetArrayPointer(ydot);
  derivative(user, v[0], v[1], &dv[0], &dv[1]);
  return 0;
}

static int cvode_jac(sunrealtype t, N_Vector y, N_Vector fy, SUNMatrix J, void *user, N_Vector a, N_Vector b,
                     N_Vector c) {
  (void)t, (void)fy, (void)a, (void)b, (void)c;
  const sunrealtype *v = N_VGetArrayPointer(y);
  double j[4];
  jacobian(user, v[0], v[1], j);
  SM_ELEMENT_D(J, 0, 0) = j[0];
  SM_ELEMENT_D(J, 0, 1) = j[1];
  SM_ELEMENT_D(J, 1, 0) = j[2];
  SM_ELEMENT_D(J, 1, 1) = j[3];
  return 0;
}

/* Until the relative step is at rounding level, or stops shrinking, which is as far as doubles go. */
static void newton(const Rates *k, double *co, double *o) {
  double last = INFINITY;
  for (int i = 0; i < 50; i++) {
    double f, g, j[4];
    derivative(k, *co, *o, &f, &g);
    jacobian(k, *co, *o, j);
    const double det = j[0] * j[3] - j[1] * j[2];
    const double dco = (j[3] * f - j[1] * g) / det;
    const double d_o = (j[0] * g - j[2] * f) / det;
    const double size = fmax(fabs(dco / *co), fabs(d_o / *o));
    if (!(size < last)) return;
    *co -= dco;
    *o -= d_o;
    if (size < 1e-14) return;
    last = size;
  }
}

static void check(int flag, const char *call) {
  if (flag >= 0) return;
  fprintf(stderr, "%s failed with %d\n", call, flag);
  exit(1);
}

static void print_array(const char *name, const double *values, int n) {
  printf(", \"%s\": [", name);
  for (int i = 0; i < n; i++) printf(i ? ",%.17g" : "%.17g", values[i]);
  printf("]");
}

static double seconds_now(void) {
  struct timespec t;
  clock_gettime(CLOCK_MONOTONIC, &t);
  return t.tv_sec + 1e-9 * t.tv_nsec;
}

int main(int argc, char **argv) {
  if (argc != 17) {
    fprintf(stderr, "16 numbers wanted, see the head of solve.c\n");
    return 2;
  }
  double arg[17];
  for (int i = 1; i < 17; i++) arg[i] = strtod(argv[i], NULL);
  const int n = (int)arg[1], stride = (int)arg[2];
  const double *kf = arg + 3, *kr = arg + 6, *pco = arg + 9, *po2 = arg + 11;
  const double pco2 = arg[13], rtol = arg[14], atol = arg[15], horizon = arg[16];

  const int side = (n + stride - 1) / stride, points = side * side;
  double *tof = malloc(points * sizeof *tof), *theta_co = malloc(points * sizeof *theta_co);
  Rates k = {0};

  SUNContext context;
  check(SUNContext_Create(NULL, &context), "SUNContext_Create");
  N_Vector y = N_VNew_Serial(2, context);
  sunrealtype *v = N_VGetArrayPointer(y);
  v[0] = v[1] = 0.0;
  SUNMatrix A = SUNDenseMatrix(2, 2, context);
  SUNLinearSolver solver = SUNLinSol_Dense(y, A, context);
  void *cvode = CVodeCreate(CV_BDF, context);
  check(CVodeInit(cvode, cvode_rhs, 0.0, y), "CVodeInit");
  check(CVodeSStolerances(cvode, rtol, atol), "CVodeSStolerances");
  check(CVodeSetUserData(cvode, &k), "CVodeSetUserData");
  check(CVodeSetLinearSolver(cvode, solver, A), "CVodeSetLinearSolver");
  check(CVodeSetJacFn(cvode, cvode_jac), "CVodeSetJacFn");
  check(CVodeSetMaxNumSteps(cvode, 100000), "CVodeSetMaxNumSteps");

  long steps = 0;
  int at = 0;
  const double begin = seconds_now();
  for (int iy = 0; iy < n; iy += stride) {
    for (int ix = 0; ix < n; ix += stride) {
      const double x = pco[0] + (pco[1] - pco[0]) * ix / (n - 1);
      const double z = po2[0] + (po2[1] - po2[0]) * iy / (n - 1);
      k = (Rates){kf[0] * x, kr[0], kf[1] * z, kr[1], kf[2], kr[2] * pco2};
      v[0] = v[1] = 0.0;
      sunrealtype t;
      long taken;
      check(CVodeReInit(cvode, 0.0, y), "CVodeReInit");
      check(CVode(cvode, horizon, y, &t, CV_NORMAL), "CVode");
      check(CVodeGetNumSteps(cvode, &taken), "CVodeGetNumSteps");
      steps += taken;

      double co = v[0], o = v[1];
      newton(&k, &co, &o);
      const double s = 1.0 - co - o;
      theta_co[at] = co;
      tof[at++] = k.react * co * o - k.unreact * s * s;
    }
  }
  const double elapsed = seconds_now() - begin;

  printf("{\"points\": %d, \"seconds\": %.6f, \"steps\": %ld", points, elapsed, steps);
  print_array("tof", tof, points);
  print_array("thetaCO", theta_co, points);
  printf("}\n");

  CVodeFree(&cvode);
  SUNLinSolFree(solver);
  SUNMatDestroy(A);
  N_VDestroy(y);
  SUNContext_Free(&context);
  free(theta_co);
  free(tof);
  return 0;
}
