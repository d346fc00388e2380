/** What went wrong, and what to do about it. Sentences for people. */
export interface Failure {
  readonly detail: string
  readonly remedy: string
}

const MAC_PERMISSION =
  'Allow Isobar under System Settings > Privacy & Security > Local Network, then start it again. macOS blocks without asking twice.'

export const BY_ADDRESS = 'Adding a computer by its address or by a join code works without multicast.'

/** How the firewall of this platform is opened for Isobar. */
export function firewallRemedy(platform: NodeJS.Platform, port: number | 'mdns'): string {
  const rule = port === 'mdns' ? '5353/udp' : `${port}/tcp`
  if (platform === 'darwin')
    return `Allow incoming connections for Isobar under System Settings > Network > Firewall > Options. ${MAC_PERMISSION}`
  if (platform === 'win32')
    return `Allow Isobar in Windows Security > Firewall & network protection > Allow an app through firewall, for private networks, and make sure that this network is set to private (${rule}).`
  return `Open ${rule} in the firewall: "sudo ufw allow ${rule}", or with firewalld "sudo firewall-cmd --permanent --add-port=${rule}" and "sudo firewall-cmd --reload".`
}

/** Why multicast could not be sent or listened to. */
export function sendFailure(error: Error, platform: NodeJS.Platform): Failure {
  const code = (error as NodeJS.ErrnoException).code ?? error.message
  if (code === 'EHOSTUNREACH' && platform === 'darwin')
    return { detail: 'macOS denies access to the local network (EHOSTUNREACH).', remedy: MAC_PERMISSION }
  if (code === 'ENETUNREACH' || code === 'EHOSTUNREACH' || code === 'ENETDOWN')
    return {
      detail: `There is no route for multicast (${code}).`,
      remedy: `Leave a VPN that takes all traffic, or allow it "local network access"; on Linux a route helps: "sudo ip route add 224.0.0.0/4 dev INTERFACE". ${BY_ADDRESS}`,
    }
  if (code === 'EADDRINUSE')
    return {
      detail: 'Another program keeps UDP port 5353 to itself (EADDRINUSE).',
      remedy: `End the program that holds the port, or let it share. ${BY_ADDRESS}`,
    }
  if (code === 'EPERM' || code === 'EACCES')
    return {
      detail: `This computer forbids multicast to Isobar (${code}).`,
      remedy: firewallRemedy(platform, 'mdns'),
    }
  return { detail: `Multicast failed (${code}).`, remedy: `Check the network connection. ${BY_ADDRESS}` }
}

/** Why somebody (or, without `who`, anybody) is not heard although the network itself works. */
export const isolation = (evidence: string, who?: string): Failure => ({
  detail: `${who ? `${who} is not` : 'No other computer is'} heard by multicast, although ${evidence}.`,
  remedy: `If another Isobar is running here, this network keeps its computers apart: look for "client isolation", "AP isolation" or "guest network" in the settings of the Wi-Fi, or for multicast filters in a switch. ${BY_ADDRESS}`,
})

/** How an attempt to open a TCP connection ended. */
export interface ConnectTrial {
  readonly outcome: 'open' | 'refused' | 'timed-out' | 'no-route' | 'unknown-host' | 'failed'
  /** Error code of the system, if it gave one. */
  readonly code: string | undefined
  /** IP address of the other side, if one was found. */
  readonly remote: string | undefined
}

/** Why the other computer could not be reached; `gateway`: the address of a router that answers. */
export function connectFailure(
  { outcome, code }: ConnectTrial,
  address: string,
  gateway: string | undefined,
  platform: NodeJS.Platform,
): Failure {
  const apart = gateway
    ? ` The gateway ${gateway} answers, so if it is on, the Wi-Fi may keep computers apart (client isolation).`
    : ''
  if (outcome === 'refused')
    return {
      detail: `The computer at ${address} is there, but nothing listens on this port.`,
      remedy: 'Start Isobar there and turn sharing on, and compare the port with the one it shows.',
    }
  if (outcome === 'timed-out')
    return {
      detail: `${address} does not answer.`,
      remedy: `Most often the firewall of that computer drops what comes in: run "isobar doctor" there.${apart} Else it is off, asleep or has another address now.`,
    }
  if (outcome === 'no-route' && code === 'EHOSTUNREACH' && platform === 'darwin')
    return {
      detail: `macOS denies the way to ${address}, or nobody has this address (EHOSTUNREACH).`,
      remedy: MAC_PERMISSION,
    }
  if (outcome === 'no-route' && code === 'EHOSTUNREACH')
    return {
      detail: `Nobody on the network has the address of ${address} (EHOSTUNREACH).`,
      remedy: `Check that the computer is on and what its address is now.${apart}`,
    }
  if (outcome === 'no-route')
    return {
      detail: `There is no route to ${address} (${code}).`,
      remedy: 'Both computers must be in networks that reach each other; leave a VPN that takes all traffic.',
    }
  if (outcome === 'unknown-host')
    return {
      detail: `No computer is known by the name in ${address}.`,
      remedy: 'Give its IP address instead; that computer shows it under "this computer".',
    }
  return { detail: `${address} cannot be reached (${code}).`, remedy: 'Check address and network.' }
}
