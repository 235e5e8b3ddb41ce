// Output for the user: one line per step, and one sentence if something is wrong.

/** A problem with the environment that the user can fix. The message is shown as is. */
export class Trouble extends Error {}

let out = process.stdout

/** Sends setup's output to stderr where a script's own output matters (npm run audit:verify). */
export function speakOn(stream) {
  out = stream
}

export function say(sentence) {
  out.write(`${sentence}\n`)
}

function elapsed(since) {
  const seconds = (Date.now() - since) / 1000
  if (seconds < 60) return `${Math.max(1, Math.round(seconds))} s`
  return `${Math.floor(seconds / 60)} min ${Math.round(seconds % 60)} s`
}

/**
 * Runs one long step and reports how long it took. On a terminal, progress overwrites a single
 * line; elsewhere the start, every tenth percent and the end are separate lines.
 */
export async function step(title, work) {
  const since = Date.now()
  let shown = 0
  const progress = (percent) => {
    if (percent <= shown) return
    if (out.isTTY) out.write(`\r\u001B[K${title} … ${percent} %`)
    else if (Math.floor(percent / 10) > Math.floor(shown / 10)) say(`  ${percent} %`)
    shown = percent
  }
  out.write(out.isTTY ? `${title} …` : `${title} …\n`)
  try {
    const result = await work(progress)
    const outcome = `${result?.ok === false ? 'failed' : 'done'}, ${elapsed(since)}`
    out.write(out.isTTY ? `\r\u001B[K${title}: ${outcome}\n` : `  ${outcome}\n`)
    return result
  } catch (error) {
    if (out.isTTY) out.write('\n')
    throw error
  }
}

/**
 * Wraps every entry point: a `Trouble` is printed as a sentence, anything else is a bug and gets a
 * stack trace.
 */
export async function entry(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    const text = error instanceof Trouble ? error.message : (error?.stack ?? String(error))
    process.stderr.write(`\n${text}\n`)
    process.exitCode = 1
  }
}
