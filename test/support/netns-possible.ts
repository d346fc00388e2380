import { randomBytes } from 'node:crypto'
import { ip, killNamespace, run } from './netns-command.js'
import { netnsNote } from './netns-note.js'

let answer: { readonly reason: string | undefined } | undefined

/** Why hosts in network namespaces cannot be made here, in one sentence; undefined: they can. Noted for the closing line. */
export function canMakeHosts(): string | undefined {
  if (!answer) {
    answer = { reason: whyNot() }
    const { reason } = answer
    netnsNote.write(
      reason === undefined
        ? 'Hosts in network namespaces: made.'
        : `Hosts in network namespaces: NOT MADE, so what needs them was skipped. ${reason}`,
    )
  }
  return answer.reason
}

/** Whether the kernel can limit the rate of a link, as `NetHost.limitRate` does; why not, in one sentence. */
export function canLimitRate(): string | undefined {
  return (
    canMakeHosts() ??
    tryIn(name => {
      ip('-n', name, 'link', 'add', 'p0', 'type', 'veth', 'peer', 'name', 'p1')
      run(
        'tc',
        '-n',
        name,
        'qdisc',
        'add',
        'dev',
        'p0',
        'root',
        'tbf',
        'rate',
        '1mbit',
        'burst',
        '32k',
        'latency',
        '50ms',
      )
    })
  )
}

function whyNot(): string | undefined {
  if (process.platform !== 'linux')
    return `Network namespaces are a thing of Linux, this is ${process.platform}.`
  if (process.getuid?.() !== 0) return 'Making network namespaces needs root.'
  return tryIn(name => {
    ip('-n', name, 'link', 'add', 'br0', 'type', 'bridge')
    ip('-n', name, 'link', 'add', 'p0', 'type', 'veth', 'peer', 'name', 'p1')
  })
}

function tryIn(act: (namespace: string) => void): string | undefined {
  const name = `isobar-${process.pid}-try${randomBytes(2).toString('hex')}`
  try {
    ip('netns', 'add', name)
    act(name)
    return undefined
  } catch (thrown) {
    const { code, stderr, message } = thrown as NodeJS.ErrnoException & { stderr?: string }
    if (code === 'ENOENT') return 'The program "ip" (package iproute2) is missing.'
    return `The system refuses it: ${(stderr || message).trim().split('\n')[0]}.`
  } finally {
    killNamespace(name)
  }
}
