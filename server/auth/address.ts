import { BlockList, isIP } from 'node:net'
import type { IncomingMessage } from 'node:http'

/** Entries of X-Forwarded-For to read, from the right. Anything beyond is noise or an attack. */
const HOPS_MAX = 10

export type AddressReader = (request: IncomingMessage) => string

/** True for a single IP address or a CIDR range, IPv4 or IPv6. */
export function isRange(text: string): boolean {
  const [address = '', prefix, ...rest] = text.split('/')
  const family = isIP(address)
  if (family === 0 || rest.length > 0) return false
  if (prefix === undefined) return true
  return /^\d{1,3}$/.test(prefix) && Number(prefix) <= (family === 4 ? 32 : 128)
}

export const isLoopback = (host: string): boolean => {
  const bare = host.replace(/^\[(.*)\]$/, '$1')
  return bare === 'localhost' || bare === '::1' || (isIP(bare) === 4 && bare.startsWith('127.'))
}

/**
 * [PWD4] Determines the client address of a request. `X-Forwarded-For` is used only if the
 * connection comes from a trusted proxy. It is read from the right: the first address that is not a
 * trusted proxy is the client, because anything further left may have been written by the client.
 */
export function createAddressReader(trusted: readonly string[]): AddressReader {
  const isProxy = within(trusted)
  return (request) => {
    let address = plainAddress(request.socket.remoteAddress ?? '') ?? '0.0.0.0'
    if (trusted.length === 0) return address
    const header = request.headers['x-forwarded-for']
    const hops = (Array.isArray(header) ? header.join(',') : (header ?? '')).split(',')
    for (const hop of hops.slice(-HOPS_MAX).toReversed()) {
      if (!isProxy(address)) break
      const next = plainAddress(hop.trim())
      if (next === null) break
      address = next
    }
    return address
  }
}

/** The media node for whoever sent a request: that of the first range they are in. */
export function byRegion(
  regions: readonly { range: string; node: string }[],
  addressOf: AddressReader,
): (request: IncomingMessage) => string | undefined {
  const all = regions.map(({ range, node }) => ({ node, isHere: within([range]) }))
  return (request) => {
    const address = addressOf(request)
    return all.find(({ isHere }) => isHere(address))?.node
  }
}

const familyOf = (address: string) => (isIP(address) === 6 ? 'ipv6' : 'ipv4')

/** Whether an address is one of these, or in one of these ranges. */
function within(ranges: readonly string[]): (address: string) => boolean {
  const list = new BlockList()
  for (const range of ranges) {
    const [address = '', prefix] = range.split('/')
    if (prefix === undefined) list.addAddress(address, familyOf(address))
    else list.addSubnet(address, Number(prefix), familyOf(address))
  }
  return (address) => list.check(address, familyOf(address))
}

/** Removes the zone and converts IPv4-mapped IPv6 to IPv4. Null if `text` is not an address. */
function plainAddress(text: string): string | null {
  const address = text.replace(/%.*$/, '').toLowerCase()
  const family = isIP(address)
  if (family === 0) return null
  if (family === 4) return address
  const groups = expand(address)
  const mapped = groups.slice(0, 5).every((group) => group === 0) && groups[5] === 0xffff
  if (!mapped) return address
  const [high = 0, low = 0] = groups.slice(6)
  return [high >> 8, high & 255, low >> 8, low & 255].join('.')
}

/**
 * [PWD4] The key that failed tries are counted by: an IPv4 address, or the /64 of an IPv6 address.
 * A single home or office usually has a whole /64 and can change addresses within it at will.
 */
export function addressKey(address: string): string {
  const plain = plainAddress(address) ?? '0.0.0.0'
  if (isIP(plain) === 4) return plain
  const network = expand(plain).slice(0, 4)
  return `${network.map((group) => group.toString(16)).join(':')}::/64`
}

/** The eight groups of a valid IPv6 address. */
function expand(address: string): number[] {
  const dotted = /^(.*:)(\d+)\.(\d+)\.(\d+)\.(\d+)$/.exec(address)
  const text = dotted
    ? `${dotted[1]}${pair(dotted[2], dotted[3])}:${pair(dotted[4], dotted[5])}`
    : address
  const [left = '', right] = text.split('::')
  const head = groupsOf(left)
  const tail = groupsOf(right ?? '')
  return [...head, ...Array<number>(Math.max(0, 8 - head.length - tail.length)).fill(0), ...tail]
}

const pair = (high = '0', low = '0'): string => (Number(high) * 256 + Number(low)).toString(16)
const groupsOf = (text: string): number[] =>
  text === '' ? [] : text.split(':').map((group) => Number.parseInt(group, 16))
