// What the operator reads: one line per step, and one sentence when something is wrong.

/** Something about the surroundings that the operator can change. Its message is the sentence. */
export class Trouble extends Error {}

let out = process.stdout

/** Where the script's own output matters (npm run audit:verify), set-up speaks on stderr. */
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
 * Runs one long step and says how long it took. On a terminal it is one line that is
 * written over; elsewhere the start, every tenth percent and the end are a line each.
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

/** The frame of every entry: troubles become a sentence, anything else is our own fault. */
export async function entry(main) {
  try {
    process.exitCode = await main()
  } catch (error) {
    const text = error instanceof Trouble ? error.message : (error?.stack ?? String(error))
    process.stderr.write(`\n${text}\n`)
    process.exitCode = 1
  }
}
