import { mainWorld, preloadWorld, worldEnd } from './page-worlds.js'
import { wireFormat } from './wire.js'

/** How the preload world reaches the main process: a binding of DevTools, and a function it calls. */
export const BINDING = '__standin_post__'
export const RECEIVER = '__standin_receive__'
/** Channel on which the preload world hears where files lie, see placed-files.ts. */
export const PLACED = '__standin_placed__'

/** What runs in the page's own world before its scripts. */
export const mainWorldSource = `(() => {
  const worldEnd = ${worldEnd.toString()}
  const mainWorld = ${mainWorld.toString()}
  mainWorld(worldEnd('standin-main', 'standin-preload'))
})()`

/** Like Electron, the preload runs once per page, in the top frame, with a `require` of almost nothing. */
export const preloadSource = (preload: string): string => `(() => {
  if (window !== window.top || location.href === 'about:blank') return
  const worldEnd = ${worldEnd.toString()}
  const preloadWorld = ${preloadWorld.toString()}
  const wireFormat = ${wireFormat.toString()}
  const end = worldEnd('standin-preload', 'standin-main')
  const { require, receive } = preloadWorld(end, wireFormat(), text => ${BINDING}(text), '${PLACED}')
  globalThis.${RECEIVER} = receive
  ;(function (require, module, exports) {
${preload}
  })(require, { exports: {} }, {})
})()`
