import { contextBridge, ipcRenderer, type IpcRendererEvent, webUtils } from 'electron'
import { IPC_MESSAGE, IPC_OPEN, type IsobarBridge } from '../shared/bridge.js'

/** A page is one load of the interface: what was meant for the page before a reload must not reach this one. */
const page = crypto.randomUUID()

const bridge: IsobarBridge = {
  send: message => ipcRenderer.send(IPC_MESSAGE, page, message),
  onMessage: listener => {
    const receive = (_: IpcRendererEvent, to: string, message: unknown): void => {
      if (to === page) listener(message)
    }
    ipcRenderer.on(IPC_MESSAGE, receive)
    return () => void ipcRenderer.off(IPC_MESSAGE, receive)
  },
  pathOf: file => webUtils.getPathForFile(file as File),
}

ipcRenderer.send(IPC_OPEN, page)
contextBridge.exposeInMainWorld('isobar', bridge)
