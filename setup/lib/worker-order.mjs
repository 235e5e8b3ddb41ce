import { Trouble } from './say.mjs'

/**
 * The order in which workers are tried. Each source returns a path or undefined; `prove` returns
 * undefined or the fault.
 */
export async function chooseWorker({ given, cached, prebuilt, build, prove, say }) {
  if (given) {
    // An explicit choice: silently replacing it would hide that it is broken.
    const fault = await prove(given)
    if (fault)
      throw new Trouble(
        `The media worker in MEDIASOUP_WORKER_BIN (${given}) does not work here: ${fault}.`,
      )
    return given
  }
  const fallbacks = [
    ['kept from an earlier start', cached],
    ['downloaded from mediasoup', prebuilt],
  ]
  for (const [what, source] of fallbacks) {
    const binary = await source()
    if (!binary) continue
    const fault = await prove(binary)
    if (!fault) return binary
    say(`The media worker ${what} does not work here: ${fault}.`)
  }
  const binary = await build()
  const fault = await prove(binary)
  if (fault) throw new Trouble(`The media worker was built but does not work here: ${fault}.`)
  return binary
}
