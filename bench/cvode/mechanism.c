/*
 * Any mechanism with CVODE: for each point BDF from the start to the horizon, then Newton.
 *
 *   mechanism FILE rtol atol horizon
 *
 * FILE holds doubles: the number of points, then for each of them the 2 STEPS effective rate constants, forward
 * then reverse. Prints one JSON object; arrays are row-major, shape (points, SPECIES) and (points, STEPS).
 * As fast as CVODE goes: rates and Jacobian are straight-line code from equations.h, which the bench writes for
 * the mechanism; memory and matrices are made once, nothing is allocated or printed inside the loop.
 * The unknowns are the first SPECIES - 1 coverages, that of the free sites is 1 - sum, as one writes it first.
 */
#include "equations.h"
#include <cvode/cvode.h>
#include <math.h>
#include <nvector/nvector_serial.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sunlinsol/sunlinsol_dense.h>
#include <sunmatrix/sunmatrix_dense.h>
#include <sys/resource.h>

#define UNKNOWNS (SPECIES - 1)

static void complete(const double *unknowns, double *theta) {
  double free_sites = 1.0;
  for (int i = 0; i < UNKNOWNS; i++) {
    theta[i] = unknowns[i];
    free_sites -= unknowns[i];
  }
  theta[SPECIES - 1] = free_sites;
}

static int cvode_rhs(sunrealtype t, N_Vector y, N_Vector ydot, void *user) {
  (void)t;
  double theta[SPECIES], net[STEPS];
  complete(N_VGetArrayPointer(y), theta);
  net_rates(theta, user, net);
  derivative(net, N_VGetArrayPointer(ydot));
  return 0;
}

/* Column-major, as SUNDIALS and LAPACK have it; `jacobian` knows of theta_* = 1 - sum. */
static int cvode_jac(sunrealtype t, N_Vector y, N_Vector fy, SUNMatrix J, void *user, N_Vector a, N_Vector b,
                     N_Vector c) {
  (void)t, (void)fy, (void)a, (void)b, (void)c;
  double theta[SPECIES];
  complete(N_VGetArrayPointer(y), theta);
  jacobian(theta, user, SM_DATA_D(J));
  return 0;
}

/* Until the relative step is at rounding level, or stops shrinking, which is as far as doubles go. */
static void newton(double *y, const double *K, SUNMatrix A, SUNLinearSolver solver, N_Vector x, N_Vector b) {
  double last = INFINITY;
  for (int i = 0; i < 50; i++) {
    double theta[SPECIES], net[STEPS];
    complete(y, theta);
    net_rates(theta, K, net);
    derivative(net, N_VGetArrayPointer(b));
    jacobian(theta, K, SM_DATA_D(A));
    if (SUNLinSolSetup(solver, A) != 0 || SUNLinSolSolve(solver, A, x, b, 0.0) != 0) return;
    const double *step = N_VGetArrayPointer(x);
    double size = 0.0;
    for (int k = 0; k < UNKNOWNS; k++) size = fmax(size, fabs(step[k] / y[k]));
    if (!(size < last)) return;
    for (int k = 0; k < UNKNOWNS; k++) y[k] -= step[k];
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
  for (int i = 0; i < n; i++) printf(isfinite(values[i]) ? (i ? ",%.17g" : "%.17g") : (i ? ",null" : "null"), values[i]);
  printf("]");
}

static double processor_seconds(void) {
  struct rusage use;
  getrusage(RUSAGE_SELF, &use);
  return use.ru_utime.tv_sec + use.ru_stime.tv_sec + 1e-6 * (use.ru_utime.tv_usec + use.ru_stime.tv_usec);
}

int main(int argc, char **argv) {
  if (argc != 5) {
    fprintf(stderr, "see the head of mechanism.c\n");
    return 2;
  }
  const double rtol = strtod(argv[2], NULL), atol = strtod(argv[3], NULL), horizon = strtod(argv[4], NULL);
  FILE *file = fopen(argv[1], "rb");
  double count;
  if (!file || fread(&count, sizeof count, 1, file) != 1) return 2;
  const int points = (int)count;
  double *constants = malloc((size_t)points * 2 * STEPS * sizeof *constants);
  if (fread(constants, sizeof *constants, (size_t)points * 2 * STEPS, file) != (size_t)points * 2 * STEPS) return 2;
  fclose(file);
  double *coverages = malloc((size_t)points * SPECIES * sizeof *coverages);
  double *nets = malloc((size_t)points * STEPS * sizeof *nets);
  double K[2 * STEPS];
  memcpy(K, constants, sizeof K);

  SUNContext context;
  check(SUNContext_Create(NULL, &context), "SUNContext_Create");
  N_Vector y = N_VNew_Serial(UNKNOWNS, context), x = N_VClone(y), b = N_VClone(y);
  double *v = N_VGetArrayPointer(y);
  memset(v, 0, UNKNOWNS * sizeof *v);
  SUNMatrix A = SUNDenseMatrix(UNKNOWNS, UNKNOWNS, context), B = SUNDenseMatrix(UNKNOWNS, UNKNOWNS, context);
  SUNLinearSolver solver = SUNLinSol_Dense(y, A, context), newton_solver = SUNLinSol_Dense(y, B, context);
  void *cvode = CVodeCreate(CV_BDF, context);
  check(CVodeInit(cvode, cvode_rhs, 0.0, y), "CVodeInit");
  check(CVodeSStolerances(cvode, rtol, atol), "CVodeSStolerances");
  check(CVodeSetUserData(cvode, K), "CVodeSetUserData");
  check(CVodeSetLinearSolver(cvode, solver, A), "CVodeSetLinearSolver");
  check(CVodeSetJacFn(cvode, cvode_jac), "CVodeSetJacFn");
  check(CVodeSetMaxNumSteps(cvode, 100000), "CVodeSetMaxNumSteps");
  check(SUNLinSolInitialize(newton_solver), "SUNLinSolInitialize");

  long steps = 0;
  int failed = 0;
  const double begin = processor_seconds();
  for (int point = 0; point < points; point++) {
    memcpy(K, constants + (size_t)point * 2 * STEPS, sizeof K);
    memset(v, 0, UNKNOWNS * sizeof *v);
    sunrealtype t;
    long taken;
    check(CVodeReInit(cvode, 0.0, y), "CVodeReInit");
    if (CVode(cvode, horizon, y, &t, CV_NORMAL) < 0) failed++;
    check(CVodeGetNumSteps(cvode, &taken), "CVodeGetNumSteps");
    steps += taken;
    newton(v, K, B, newton_solver, x, b);
    complete(v, coverages + (size_t)point * SPECIES);
    net_rates(coverages + (size_t)point * SPECIES, K, nets + (size_t)point * STEPS);
  }
  const double elapsed = processor_seconds() - begin;

  printf("{\"points\": %d, \"seconds\": %.6f, \"steps\": %ld, \"failed\": %d", points, elapsed, steps, failed);
  print_array("coverages", coverages, points * SPECIES);
  print_array("net", nets, points * STEPS);
  printf("}\n");
  return 0;
}
