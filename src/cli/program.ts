import { Command, CommanderError, InvalidArgumentError, Option } from 'commander'
import { extname } from 'node:path'
import { MAX_WORKERS } from '../node/desk/requests.js'
import { SESSION_EXTENSION } from '../node/desk/session-name.js'
import { checkSession } from './commands/check-session.js'
import { checkCommand } from './commands/check.js'
import { CONVERSIONS, convertCommand } from './commands/convert.js'
import { doctorCommand } from './commands/doctor.js'
import { CLI_FORMATS, exportCommand } from './commands/export.js'
import { importCommand } from './commands/import.js'
import { infoCommand } from './commands/info.js'
import { mergeCommand } from './commands/merge.js'
import { peerCommand } from './commands/peer.js'
import { refineCommand } from './commands/refine.js'
import { resumeCommand } from './commands/resume.js'
import { runCommand } from './commands/run.js'
import { scaleCommand } from './commands/scale.js'
import { MAX_REPEATS } from '../shared/scaling/study.js'
import { EXIT, type ExitCode } from './exit-codes.js'
import { explain } from './explain.js'
import type { Host } from './host.js'
import { toMachine, toWorkerList } from './what-if-options.js'
import { toRerun } from './rerun-options.js'

/** Runs one command line; answers the exit code and never throws. */
export async function runProgram(argv: readonly string[], host: Host): Promise<ExitCode> {
  let exit: ExitCode = EXIT.solved
  const ending = (code: ExitCode): void => void (exit = code)
  const program = buildProgram(host, ending)
  try {
    await program.parseAsync([...argv], { from: 'user' })
    return exit
  } catch (thrown) {
    // Commander has already printed its own message; help and version are no failures.
    if (thrown instanceof CommanderError) return thrown.exitCode === 0 ? EXIT.solved : EXIT.badInput
    const explanation = explain(thrown)
    host.terminal.err(explanation.text)
    if (argv.includes('--debug') && thrown instanceof Error) host.terminal.err(`${thrown.stack}\n`)
    return explanation.exit
  }
}

function buildProgram(host: Host, ending: (code: ExitCode) => void): Command {
  const program = new Command('isobar')
    .description('Two-parameter maps of microkinetic models, on every core')
    .version(host.version)
    .exitOverride()
    .showHelpAfterError('(isobar help COMMAND shows what it takes)')
    .configureOutput({ writeOut: host.terminal.out, writeErr: host.terminal.err })

  const command = (usage: string, description: string): Command =>
    program
      .command(usage)
      .description(description)
      .exitOverride()
      .configureOutput({ writeOut: host.terminal.out, writeErr: host.terminal.err })
      .addOption(new Option('--debug', 'print the stack of an internal error').hideHelp())

  planOptions(
    runningOptions(command('run <model>', 'compute a map; MODEL is a file or the name of a sample')),
  )
    .option('--session <file>', 'session file to make (default: named after the model)')
    .action(async (model: string, options) => ending(await runCommand(model, options, host)))

  runningOptions(command('resume <session>', 'compute what is missing in a session'))
    .option(
      '--rerun <points>',
      'compute again: failed, uncertified, all, or X0:X1,Y0:Y1 (values of the axes)',
      toRerun,
    )
    .option('--rtol <number>', 'for the re-run: relative tolerance of the time integration', toNumber)
    .option('--atol <number>', 'for the re-run: absolute tolerance of the time integration', toNumber)
    .option('--max-steps <n>', 'for the re-run: most steps of one point', toNumber)
    .option('--budget <seconds>', 'for the re-run: most time for one point', toNumber)
    .action(async (session: string, options) => ending(await resumeCommand(session, options, host)))

  planOptions(command('scale <model>', 'measure how run time depends on the number of workers'))
    .option('--workers <list>', 'numbers of workers, such as 1,2,4 (default: up to all cores)', toWorkerList)
    .option('--repeats <n>', 'runs with each of them', toRepeats, 5)
    .option('--points <n>', 'about so many points of the map, evenly spread (default: all)', toCount)
    .option('--seed <n>', 'decides the order of the runs', toCount, 1)
    .option('--json', 'study and analysis as one JSON object on standard output')
    .option('--quiet', 'no progress; errors are still shown')
    .action(async (model: string, options) => ending(await scaleCommand(model, options, host)))

  runningOptions(command('refine <session>', 'twice the resolution in a new session, every point reused'))
    .option('-o, --output <file>', 'session file to make (default: named after the old one)')
    .action(async (session: string, options) => ending(await refineCommand(session, options, host)))

  command('info <session...>', 'what is in a session, and who computed it')
    .option('--what-if <workers>', 'predict the run time with so many workers, such as 4,8,16', toWorkerList)
    .option(
      '--add-machine <cores>',
      'and another machine: cores x speed, such as 8x0.5; repeatable',
      toMachine,
    )
    .option('--json', 'one JSON array on standard output')
    .action((sessions: string[], options) => ending(infoCommand(sessions, options, host)))

  figureOptions(command('export <session>', 'write the results, or a picture of them, in another format'))
    .requiredOption('-o, --file <file>', 'file to write; - is standard output')
    .option('--format <format>', `one of ${CLI_FORMATS.join(', ')} (default: by the extension)`)
    .option(
      '--output <name>',
      'output of a matrix or a picture, such as tof(CO2) (default: as the model says)',
    )
    .action(async (session: string, options) => ending(await exportCommand(session, options, host)))

  command('merge <session...>', 'put what several sessions of one plan know into a new one')
    .requiredOption('-o, --output <file>', 'session file to write')
    .action(async (sessions: string[], options) => ending(await mergeCommand(sessions, options, host)))

  command('check <file>', 'check a model as a compiler would; verify the points kept as checks of FILE')
    .option('--json', 'one JSON object on standard output')
    .option('--checks <file>', 'file of checks (default: MODEL.checks.yaml beside FILE)')
    .action(async (file: string, options) =>
      ending(await (isSession(file) ? checkSession : checkCommand)(file, options, host)),
    )

  command('import <file>', 'turn a model of CatMAP (.mkm), Cantera (YAML) or MKMCXX into a model file')
    .option('-o, --output <file>', 'model file to write; - is standard output', '-')
    .action((file: string, options) => ending(importCommand(file, options, host)))

  command('convert <model>', 'write a model for another program')
    .addOption(
      new Option('--to <program>', 'python: a script that computes one point; cantera: a surface mechanism')
        .choices(CONVERSIONS)
        .makeOptionMandatory(),
    )
    .option('--set <name=value>', 'value of a parameter, repeatable', collect, [])
    .option(
      '--analysis [gas]',
      "rate control, orders and activation energy of a gas's rate (default: the model's)",
    )
    .option('--start <start>', 'empty, a start named in the model, or NAME=θ,… (default: the model says)')
    .option('--site-density <number>', 'sites for Cantera [mol/cm2]', toNumber, 2.5e-9)
    .option('-o, --output <file>', 'file to write; - is standard output', '-')
    .action((model: string, options) => ending(convertCommand(model, options, host)))

  command('peer', 'lend this computer to others; prints a join code')
    .option('--name <name>', 'what others see (default: the name of the computer)')
    .option('--workers <n>', 'cores to lend (default: all)', toWorkers)
    .option('--port <port>', 'port to listen on (default: 47110, or a free one)', toPort)
    .option('--host <address>', 'address to listen on (default: all)')
    .option('--join <code>', 'dial the owner who made this code, instead of listening')
    .option('--join-file <file>', 'the same, with the code in a file (or in $ISOBAR_JOIN_FILE)')
    .option('--only-when-idle', 'lend nothing while others use the computer')
    .option('--not-on-battery', 'lend nothing while it runs on battery')
    .option('--no-discovery', 'do not announce this computer on the network')
    .option('--uses <n>', 'how many computers may use the join code', toWorkers, 1)
    .option('--hours <n>', 'how long it is good for', toNumber, 24)
    .option('--reset-identity', 'take a new identity first, as a copied installation has to')
    .option('--json', 'first one line {"port", "fingerprint", "joinCode"}, then events as JSON on stderr')
    .action(async options => ending(await peerCommand(options, host)))

  command('doctor [address]', 'test the way to other computers; ADDRESS is host:port of one of them')
    .option('--json', 'one JSON object on standard output')
    .action(async (address: string | undefined, options) =>
      ending(await doctorCommand(address, options, host)),
    )

  command('ui [file]', 'serve the interface to this computer; FILE is a model or a session')
    .option('--port <port>', 'port on the loopback interface (default: a free one)', toPort)
    .option('--json', 'print {"url": …} as one line and open nothing')
    .option('--no-open', 'do not open a browser')
    .action(async (file: string | undefined, options) => {
      // Importing Node's HTTP costs every start some 30 ms of processor time, and only this command serves pages.
      const { uiCommand } = await import('./commands/ui.js')
      ending(await uiCommand(file, options, host))
    })

  return program
}

const planOptions = (command: Command): Command =>
  command
    .option('--x <axis>', 'first axis: NAME=lin:FROM:TO:COUNT, NAME=log:FROM:TO:COUNT or NAME=list:A,B,…')
    .option('--y <axis>', 'second axis, written alike')
    .option('--set <name=value>', 'value of a parameter, repeatable', collect, [])
    .option('--states', 'search all steady states of each point and count them (slow)')
    .addOption(
      new Option(
        '--hysteresis <axis>',
        'sweep this axis up and down, each point from the one before',
      ).choices(['x', 'y']),
    )
    .option('--start <start>', 'empty, a start named in the model, or NAME=θ,… (default: the model says)')
    .option('--rtol <number>', 'relative tolerance of the time integration', toNumber)
    .option('--atol <number>', 'absolute tolerance of the time integration', toNumber)

const runningOptions = (command: Command): Command =>
  command
    .option('--workers <n>', 'worker processes (default: one per core)', toLocalWorkers)
    .option(
      '--peer <address>',
      'another computer that helps: HOST:PORT or a join code; repeatable',
      collect,
      [],
    )
    .option('--invite', 'print a join code with which other computers help')
    .option('--invite-uses <n>', 'how many computers may use it (default: 1)', toWorkers)
    .option('--invite-hours <n>', 'how long it is good for (default: 24)', toNumber)
    .option('--peer-port <port>', 'port to listen on for those who are invited', toPort)
    .option('--audit <share>', 'share of their points to compute twice (default: 0.01)', toShare)
    .option('--json', 'one JSON object on standard output at the end')
    .option('--quiet', 'no progress and no summary; errors are still shown')

const isSession = (file: string): boolean => extname(file) === SESSION_EXTENSION

const figureOptions = (command: Command): Command =>
  command
    .option('--width <width>', 'of a picture: 85mm, 3.3in, single, 1.5 or double (default: single, 85 mm)')
    .option('--dpi <n>', 'dots per inch of a PNG (default: 600)', toNumber)
    .option('--aspect <n>', 'height of the map over its width (default: 0.85)', toNumber)
    .option('--font-size <pt>', 'of all letters (default: 8)', toNumber)
    .option('--palette <name>', 'viridis, cividis, magma, … (default: viridis)')
    .option('--log', 'logarithmic colours (default: as suits the output)')
    .option('--linear', 'linear colours')
    .option('--range <range>', 'of colours: LOW:HIGH, full, or robust for percentiles 1 to 99 (default)')
    .option('--title <text>', 'above the map')
    .option('--font <file>', 'font for the letters of a PNG (default: one of this computer)')

const collect = (value: string, before: string[]): string[] => [...before, value]

function toNumber(text: string): number {
  const value = Number(text)
  if (text.trim() === '' || !Number.isFinite(value) || value <= 0)
    throw new InvalidArgumentError('Give a positive number such as 1e-6.')
  return value
}

function toWorkers(text: string): number {
  const workers = Number(text)
  if (!/^\d+$/.test(text) || workers < 1 || workers > MAX_WORKERS)
    throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_WORKERS}.`)
  return workers
}

function toCount(text: string): number {
  const count = Number(text)
  if (!/^\d+$/.test(text) || count < 1 || !Number.isSafeInteger(count))
    throw new InvalidArgumentError('Give a whole number from 1.')
  return count
}

function toRepeats(text: string): number {
  const repeats = toCount(text)
  if (repeats > MAX_REPEATS) throw new InvalidArgumentError(`Give a whole number from 1 to ${MAX_REPEATS}.`)
  return repeats
}

function toShare(text: string): number {
  const share = Number(text)
  if (text.trim() === '' || !(share >= 0 && share <= 1))
    throw new InvalidArgumentError('Give a number from 0 (never) to 1 (all of them).')
  return share
}

const toLocalWorkers = (text: string): number => (text === '0' ? 0 : toWorkers(text))

function toPort(text: string): number {
  const port = Number(text)
  if (!/^\d+$/.test(text) || port > 65_535) throw new InvalidArgumentError('Give a port from 0 to 65535.')
  return port
}
