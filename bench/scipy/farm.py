"""A farm: farm.py N STRIDE WORKERS. multiprocessing.Pool over the points, one by one as they get free.

Prints {points, seconds, busySeconds, workers} as JSON; the clock runs over the map alone, not over start-up.
"""

import json
import multiprocessing
import sys
import time
import warnings

from case_b import grid, solve_point

warnings.simplefilter("ignore")


def timed(conditions):
    begin = time.perf_counter()
    solve_point(conditions)
    return time.perf_counter() - begin


if __name__ == "__main__":
    points = grid(int(sys.argv[1]), int(sys.argv[2]))
    workers = int(sys.argv[3])
    with multiprocessing.Pool(workers) as pool:
        pool.map(timed, points[: 4 * workers])
        begin = time.perf_counter()
        busy = sum(pool.imap_unordered(timed, points, chunksize=4))
        seconds = time.perf_counter() - begin
    report = {"points": len(points), "seconds": seconds, "busySeconds": busy, "workers": workers}
    print(json.dumps(report))
