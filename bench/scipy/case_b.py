"""Case B with SciPy: LSODA from the empty surface to the horizon, then fsolve, as users write it.

The constants come from ../case-b.json. The unknowns are (theta_CO, theta_O) with theta_* = 1 - sum.
"""

import json
import pathlib

import numpy as np
from scipy.integrate import odeint, solve_ivp
from scipy.optimize import fsolve

CASE = json.loads((pathlib.Path(__file__).parent.parent / "case-b.json").read_text())


def grid(n, stride):
    """Conditions (pCO, pO2) of the points of an n x n grid whose indices are multiples of stride."""
    x, y = (np.linspace(CASE[p]["from"], CASE[p]["to"], n)[::stride] for p in ("pCO", "pO2"))
    return [(float(pco), float(po2)) for po2 in y for pco in x]


def rate_equations(pco, po2):
    """Right-hand side f(theta) and Jacobian J(theta) at one point, in plain floats: faster than arrays of two."""
    (k1, k2, k3), (u1, k_2, u3) = CASE["kf"], CASE["kr"]
    k_1, k_3 = u1, u3 * CASE["pCO2"]
    on_co, on_o2 = k1 * pco, k2 * po2

    def f(theta, t=0.0):
        co, o = theta[0], theta[1]
        s = 1.0 - co - o
        r1 = on_co * s - k_1 * co
        r2 = on_o2 * s * s - k_2 * o * o
        r3 = k3 * co * o - k_3 * s * s
        return [r1 - r3, 2.0 * r2 - r3]

    def jacobian(theta, t=0.0):
        co, o = theta[0], theta[1]
        s = 1.0 - co - o
        r2_s, r3_s = 2.0 * on_o2 * s, 2.0 * k_3 * s
        r3_co, r3_o = k3 * o + r3_s, k3 * co + r3_s
        return [
            [-on_co - k_1 - r3_co, -on_co - r3_o],
            [-2.0 * r2_s - r3_co, -2.0 * r2_s - 4.0 * k_2 * o - r3_o],
        ]

    def tof(theta):
        co, o = theta[0], theta[1]
        s = 1.0 - co - o
        return k3 * co * o - k_3 * s * s

    return f, jacobian, tof


def by_solve_ivp(f, jacobian):
    solution = solve_ivp(
        lambda t, theta: f(theta),
        (0.0, CASE["horizon"]),
        [0.0, 0.0],
        method="LSODA",
        jac=lambda t, theta: jacobian(theta),
        rtol=CASE["rtol"],
        atol=CASE["atol"],
    )
    return solution.y[:, -1]


def by_odeint(f, jacobian):
    """The same Fortran code through SciPy's old door, which leaves Python out of the stepping loop."""
    return odeint(
        f,
        [0.0, 0.0],
        [0.0, CASE["horizon"]],
        Dfun=jacobian,
        rtol=CASE["rtol"],
        atol=CASE["atol"],
        mxstep=100_000,
    )[-1]


def solve_point(conditions, integrate=by_solve_ivp):
    """Returns (tof [1/s], theta_CO) of one point."""
    f, jacobian, tof = rate_equations(*conditions)
    theta = fsolve(f, integrate(f, jacobian), fprime=jacobian, xtol=1e-14)
    return tof(theta), float(theta[0])
