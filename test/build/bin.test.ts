import { spawn, type ChildProcess } from 'node:child_process'
import { cp, mkdir, mkdtemp, rm, stat, symlink, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { createInterface } from 'node:readline'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { repository } from '../support/hosts.js'

/** Makes a Node say that it is an old one, which is all the launcher looks at. */
const AS_NODE_20 = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'20.19.0'}})`
const OLD = ['--import', AS_NODE_20]

let folder: string
const children = new Set<ChildProcess>()

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isobar-bin-'))
  await mkdir(join(folder, 'bin'))
  await cp(join(repository, 'bin/isobar.mjs'), join(folder, 'bin/isobar.mjs'))
})
afterEach(async () => {
  for (const child of children) child.kill('SIGKILL')
  children.clear()
  await rm(folder, { recursive: true })
})

const build = async (cli: string): Promise<void> => {
  await mkdir(join(folder, 'out/main'), { recursive: true })
  await writeFile(join(folder, 'out/main/cli.js'), cli)
}

const installNode = async (): Promise<void> => {
  await mkdir(join(folder, 'node_modules/node/bin'), { recursive: true })
  const name = process.platform === 'win32' ? 'node.exe' : 'node'
  await symlink(process.execPath, join(folder, 'node_modules/node/bin', name))
}

function start(nodeArgs: string[], ...args: string[]): ChildProcess {
  const child = spawn(process.execPath, [...nodeArgs, join(folder, 'bin/isobar.mjs'), ...args])
  children.add(child)
  return child
}

async function run(nodeArgs: string[], ...args: string[]) {
  const child = start(nodeArgs, ...args)
  let [stdout, stderr] = ['', '']
  child.stdout!.on('data', (chunk: Buffer) => (stdout += chunk.toString()))
  child.stderr!.on('data', (chunk: Buffer) => (stderr += chunk.toString()))
  const code = await new Promise<number | null>(resolve => child.on('close', resolve))
  return { code, stdout, stderr }
}

describe('bin/isobar.mjs', () => {
  it('may be run as a program', async () => {
    const { mode } = await stat(join(repository, 'bin/isobar.mjs'))
    expect(mode & 0o111).toBe(0o111)
  })

  it('asks for a build where there is none', async () => {
    const { code, stderr } = await run([])
    expect(code).toBe(4)
    expect(stderr).toContain('npm run build')
  })

  it('runs the built command line with its arguments and exit code, and adds no word', async () => {
    await build(`console.log(process.argv.slice(2).join()); process.exitCode = 3`)
    expect(await run([], 'run', 'a b', '--json')).toEqual({ code: 3, stdout: 'run,a b,--json\n', stderr: '' })
  })

  it('says nothing about node:sqlite, and lets other warnings through', async () => {
    await build(`process.emitWarning('SQLite is an experimental feature and might change at any time', 'ExperimentalWarning')
      process.emitWarning('something else')`)
    const { stderr } = await run([])
    expect(stderr).not.toContain('SQLite')
    expect(stderr).toContain('something else')
  })

  it('takes the Node that npm installed when its own is too old', async () => {
    await build(
      `console.log(process.versions.node === '20.19.0', process.argv[2], process.env.ISOBAR_LAUNCHED); process.exitCode = 1`,
    )
    await installNode()
    expect(await run(OLD, 'info')).toEqual({ code: 1, stdout: 'false info undefined\n', stderr: '' })
  })

  it('names the version it needs when there is no other Node', async () => {
    await build('')
    const { code, stderr } = await run(OLD)
    expect(code).toBe(4)
    expect(stderr).toContain('22.13')
  })

  it.each(['SIGTERM', 'SIGKILL'] as const)('takes the program it launched with it on %s', async signal => {
    await build(`setInterval(() => {}, 1e6); console.log('ready')`)
    await installNode()
    const launcher = start(OLD)
    await new Promise(resolve => createInterface(launcher.stdout!).once('line', resolve))
    // The program writes to the same stdout, which closes when nobody is left to write.
    const closed = new Promise(resolve => launcher.once('close', resolve))
    launcher.kill(signal)
    await closed
  })
})
