"""One process: lsoda.py N STRIDE solve_ivp|odeint. Prints {points, seconds, tof, thetaCO} as JSON."""

import json
import sys
import time
import warnings

from case_b import by_odeint, by_solve_ivp, grid, solve_point

# fsolve warns where doubles end, on nearly every poisoned point; the comparison of values shows it.
warnings.simplefilter("ignore")
points = grid(int(sys.argv[1]), int(sys.argv[2]))
integrate = {"solve_ivp": by_solve_ivp, "odeint": by_odeint}[sys.argv[3]]
solve_point(points[0], integrate)

begin = time.perf_counter()
solved = [solve_point(conditions, integrate) for conditions in points]
seconds = time.perf_counter() - begin

tof, theta_co = zip(*solved)
print(json.dumps({"points": len(points), "seconds": seconds, "tof": tof, "thetaCO": theta_co}))
