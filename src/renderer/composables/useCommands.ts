import { type UseActions } from './useActions.js'
import { isCovered } from './useKeys.js'
import { type UseOwner } from './useOwner.js'

/** Does what the native menu asks for, where it makes sense at the moment. */
export function useCommands(page: Document, { on }: UseOwner, { actions }: UseActions): void {
  on('command', ({ name }) => {
    const action = actions.value.find(({ id }) => id === name)
    if (action && action.enabled?.() !== false && !isCovered(page)) void action.run()
  })
}
