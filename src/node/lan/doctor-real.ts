import { networkInterfaces } from 'node:os'
import { type Clock } from '../../core/ports.js'
import { findGateway } from './doctor-gateway.js'
import { tryMulticast } from './doctor-multicast.js'
import { type AskHello, type DoctorPorts } from './doctor-ports.js'
import { tryConnect, tryListen } from './doctor-tcp.js'

/** The doctor's hands on this computer. */
export function realDoctorPorts(clock: Clock, askHello?: AskHello): DoctorPorts {
  const connect = tryConnect(clock)
  return {
    platform: process.platform,
    interfaces: networkInterfaces,
    multicast: tryMulticast(clock),
    listen: tryListen,
    connect,
    gateway: findGateway(process.platform, connect),
    askHello,
    wallClock: Date.now,
  }
}
