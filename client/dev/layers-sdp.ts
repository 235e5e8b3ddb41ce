/**
 * What a media server does with simulcast layers, for two connections without one: each layer of the
 * sender is a track of its own to the receiver. The layer's name travels in a header extension; to
 * the receiver it is described as the name of a track (RFC 8843, section 15), which looks the same.
 */
const MID = 'urn:ietf:params:rtp-hdrext:sdes:mid'
const RID = 'urn:ietf:params:rtp-hdrext:sdes:rtp-stream-id'

const sectionsOf = (sdp: string): [string, string] => {
  const at = sdp.indexOf('m=')
  return [sdp.slice(0, at), sdp.slice(at)]
}
const without = (sdp: string, lines: RegExp) =>
  sdp
    .split('\r\n')
    .filter((line) => !lines.test(line))
    .join('\r\n')

/** The sender's offer of one track with layers, as an offer of one track for each. */
export function layeredOffer(sdp: string, layers: readonly string[]): string {
  const [session, media] = sectionsOf(sdp)
  const bare = without(
    media,
    new RegExp(
      `^a=(rid|simulcast|msid|ssrc|ssrc-group|mid)[: ]|^a=extmap:\\d+ (${MID}|.*repaired)`,
    ),
  ).replace(RID, MID)
  const group = session.replace(/a=group:BUNDLE.*/, `a=group:BUNDLE ${layers.join(' ')}`)
  const tracks = layers.map(
    (layer) => `${bare.trimEnd()}\r\na=mid:${layer}\r\na=msid:- ${layer}\r\n`,
  )
  return group + tracks.join('')
}

/** The receiver's answer to that, as an answer to the sender's own offer. */
export function layeredAnswer(answer: string, offer: string, layers: readonly string[]): string {
  const [session, media] = sectionsOf(answer)
  const [first = ''] = media.split(/(?=m=)/)
  const mid = /^a=mid:(.*)$/m.exec(offer)?.[1]?.trim() ?? '0'
  const midExtension = new RegExp(`^a=extmap:\\d+ ${MID}$`, 'm').exec(offer)?.[0] ?? ''
  const named = first
    .replace(MID, RID)
    .replace(/^a=mid:.*$/m, `a=mid:${mid}`)
    .trimEnd()
  return [
    session.replace(/a=group:BUNDLE.*/, `a=group:BUNDLE ${mid}`) + named,
    midExtension.trim(),
    ...layers.map((layer) => `a=rid:${layer} recv`),
    `a=simulcast:recv ${layers.join(';')}`,
    '',
  ].join('\r\n')
}
