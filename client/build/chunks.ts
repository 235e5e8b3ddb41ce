/** Which files the client's modules go into. */
import type { Rolldown } from 'vite'

type Groups = Exclude<
  Exclude<Rolldown.OutputOptions['codeSplitting'], boolean | undefined>['groups'],
  undefined
>
type Group = Groups[number]

/** Names text chunks by language and part, such as `vi-room`; other chunks by their own name. */
export function chunkName({ facadeModuleId }: { facadeModuleId: string | null }): string {
  const [, language, part] = /[\\/]i18n[\\/](\w+)[\\/](\w+)\.ts$/.exec(facadeModuleId ?? '') ?? []
  return `assets/${part ? `${language}-${part}` : '[name]'}-[hash].js`
}

/**
 * What every page needs is one file: split by which pages share it, it was 36, and gzip finds less
 * to share in small ones. Entries stay apart, because they wait for texts that import from here.
 */
const FIRST: Group = {
  name: 'first',
  tags: ['$initial'],
  test: (id) => !/\.html$|[\\/](?:main|gallery)\.tsx$/.test(id),
}

/** Small modules of a call that other pages and workers share with it, without the rest of it. */
const COMMON: Group = {
  name: 'common',
  test: /[\\/](?:protocol[\\/](?:roles|reactions)|media[\\/]deferred|ui[\\/]votes[\\/]lazy|ui[\\/]room[\\/]keys)\.tsx?$/,
}

/** The modules that come with another one, as far as their paths fit, in one file. */
const together = (name: string, root: RegExp, paths = /./): Group => ({
  name: (id, graph) => {
    const seen = new Set<string>()
    const queue = paths.test(id) ? [id] : []
    for (let at = queue.pop(); at !== undefined; at = queue.pop()) {
      if (root.test(at)) return name
      if (seen.has(at)) continue
      seen.add(at)
      queue.push(...(graph.getModuleInfo(at)?.importers ?? []))
    }
    return null
  },
})

/**
 * The same for what every call needs: it was 40 files. Widgets are apart from the room, because
 * other pages have them, and keys and hashes from what makes a group of them, because making a
 * meeting and opening a recording needs no group.
 */
export const GROUPS: Groups = [
  FIRST,
  COMMON,
  together('own-keys', /[\\/]client[\\/]src[\\/]mls[\\/](?:p256|secrets|credential)\.ts$/),
  together(
    'hashes',
    /[\\/]client[\\/]src[\\/]mls[\\/]wrap[\\/]suite\.ts$/,
    /[\\/]@noble[\\/]hashes[\\/]/,
  ),
  together(
    'webrtc',
    /[\\/]mediasoup-client[\\/]lib[\\/](?:index|handlers[\\/]Chrome111)\.js$/,
    /^(?!.*[\\/]handlers[\\/](?:Chrome|Firefox|Safari)\d+\.js$)/,
  ),
  together('engine', /[\\/]client[\\/]src[\\/]call[\\/]engine\.ts$/),
  together(
    'widgets',
    /[\\/]client[\\/]src[\\/]ui[\\/]room[\\/]room\.tsx$/,
    /[\\/]node_modules[\\/](?!@internationalized[\\/]number)|[\\/]client[\\/]src[\\/]ui[\\/](?!room|votes|documents|recording)/,
  ),
  together(
    'room',
    /[\\/]client[\\/]src[\\/]ui[\\/]room[\\/]room\.tsx$/,
    /^(?!.*@internationalized[\\/]number)/,
  ),
]
