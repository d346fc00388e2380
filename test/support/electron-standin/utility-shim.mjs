import { EventEmitter } from 'node:events'

// Turns a forked Node child into what a utility process looks like from inside: a `parentPort`, and none of
// the means by which a Node child talks to its parent.
const send = process.send.bind(process)
const port = new EventEmitter()
process.on('message', data => port.emit('message', { data, ports: [] }))
// A utility process does not outlive its Electron.
process.on('disconnect', () => process.exit(0))

process.parentPort = Object.assign(port, { postMessage: message => void send(message) })
delete process.send
process.type = 'utility'
