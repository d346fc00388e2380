import { type PairingView } from '../shared/lan-contract.js'
import { type Lan } from '../node/lan/lan-port.js'
import type { Host } from './host.js'

/**
 * Asks the person at the terminal about each pairing that shows a code, one after the other; without a person
 * the answer is no. Returns the function that stops.
 */
export function answerPairings(lan: Lan, host: Host): () => void {
  const asked = new Set<string>()

  async function ask({ fingerprint, name, code, incoming }: PairingView): Promise<void> {
    const what = incoming ? `${name} wants to use this computer.` : `${name} is asked to help this computer.`
    const shown = `${code!.slice(0, 3)} ${code!.slice(3)}`
    const said = await host.ask(`${what} Does it show the code ${shown}, too? [y/N] `)
    lan.answerPairing(fingerprint, /^y(es)?$/i.test(said?.trim() ?? ''))
  }

  function look(): void {
    for (const pairing of lan.view().pairings) {
      if (pairing.state !== 'compare' || asked.has(pairing.fingerprint)) continue
      asked.add(pairing.fingerprint)
      void ask(pairing).finally(() => asked.delete(pairing.fingerprint))
    }
  }

  const stop = lan.onChange(look)
  look()
  return stop
}
