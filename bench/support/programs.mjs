import { execFile, execFileSync } from 'node:child_process'
import { mkdirSync } from 'node:fs'
import { join } from 'node:path'
import { promisify } from 'node:util'

const MAX_OUTPUT_BYTES = 256 * 2 ** 20
/** Leaves no compiled files between the sources. */
const QUIET_PYTHON = { ...process.env, PYTHONDONTWRITEBYTECODE: '1' }
const run = promisify(execFile)

/** Runs a program that prints one JSON object. */
export async function runForJson(program, args) {
  const { stdout } = await run(program, args.map(String), { maxBuffer: MAX_OUTPUT_BYTES, env: QUIET_PYTHON })
  return JSON.parse(stdout)
}

/**
 * Compiles a C program, which may include files of the build folder, against the installed SUNDIALS; undefined
 * with a word of advice where it is absent.
 */
export function buildCvode(source, buildFolder) {
  const program = join(buildFolder, 'cvode')
  const libraries = ['cvode', 'nvecserial', 'sunlinsoldense', 'sunmatrixdense'].map(l => `-lsundials_${l}`)
  mkdirSync(buildFolder, { recursive: true })
  try {
    const flags = ['-O3', '-march=native', `-I${buildFolder}`, '-o', program, source, ...libraries, '-lm']
    execFileSync('gcc', flags, { stdio: 'pipe' })
    return program
  } catch (thrown) {
    const absent = thrown.code === 'ENOENT' || /No such file|cannot find -l/.test(String(thrown.stderr))
    if (!absent) throw thrown
    console.error('CVODE is left out; on Debian: apt-get install gcc libc6-dev libsundials-dev')
    return undefined
  }
}

/** The first Python that has SciPy; there may be several, and not every one does. */
export function findSciPy() {
  for (const python of [process.env.PYTHON, 'python3', '/usr/bin/python3', 'python'].filter(Boolean)) {
    try {
      const version = execFileSync(python, ['-c', 'import scipy; print(scipy.__version__)'], {
        stdio: 'pipe',
      })
      return { python, version: String(version).trim() }
    } catch {
      continue
    }
  }
  console.error('SciPy is left out; on Debian: apt-get install python3-scipy (or set PYTHON)')
  return undefined
}
