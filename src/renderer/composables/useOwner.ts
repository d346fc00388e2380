import { type InjectionKey, onScopeDispose, type ShallowRef, shallowReadonly, shallowRef } from 'vue'
import { type OwnerContract, type ViewContract } from '../../shared/owner-contract.js'
import { type Client } from '../../shared/rpc.js'
import { type Dial } from '../link/dial.js'
import { after } from './after.js'
import { type LinkState, openLink } from '../link/owner-link.js'

type ViewEvents = { [E in keyof ViewContract]: Parameters<ViewContract[E]>[0] }

export interface UseOwner {
  readonly owner: Client<OwnerContract>
  readonly state: Readonly<ShallowRef<LinkState>>
  /** Calls back whenever the owner tells the event, until the calling scope ends. */
  on<E extends keyof ViewEvents>(event: E, listener: (argument: ViewEvents[E]) => void): void
  /** Calls back after each (re)connection, until the calling scope ends. */
  onOnline(listener: () => void): void
}

export const ownerKey: InjectionKey<UseOwner> = Symbol('owner')

/** The connection to the owner for as long as the calling scope lives. */
export function useOwner(dial: Dial): UseOwner {
  const state = shallowRef<LinkState>('connecting')
  const listeners = {
    sweep: new Set<(argument: ViewEvents['sweep']) => void>(),
    progress: new Set<(argument: ViewEvents['progress']) => void>(),
    tiles: new Set<(argument: ViewEvents['tiles']) => void>(),
    lan: new Set<(argument: ViewEvents['lan']) => void>(),
    scaling: new Set<(argument: ViewEvents['scaling']) => void>(),
    command: new Set<(argument: ViewEvents['command']) => void>(),
  }
  const online = new Set<() => void>()

  const view: ViewContract = {
    sweep: argument => listeners.sweep.forEach(listener => listener(argument)),
    progress: argument => listeners.progress.forEach(listener => listener(argument)),
    tiles: argument => listeners.tiles.forEach(listener => listener(argument)),
    lan: argument => listeners.lan.forEach(listener => listener(argument)),
    scaling: argument => listeners.scaling.forEach(listener => listener(argument)),
    command: argument => listeners.command.forEach(listener => listener(argument)),
  }
  const link = openLink(dial, {
    view,
    onState: next => {
      state.value = next
      if (next === 'online') online.forEach(listener => listener())
    },
    after,
  })
  onScopeDispose(link.close)

  return {
    owner: link.owner,
    state: shallowReadonly(state),
    on: (event, listener) => {
      const set = listeners[event] as Set<typeof listener>
      set.add(listener)
      onScopeDispose(() => set.delete(listener))
    },
    onOnline: listener => {
      online.add(listener)
      onScopeDispose(() => online.delete(listener))
    },
  }
}
