/**
 * Paces the recorded video. A hidden page gets no animation frames and only one timer tick a
 * second; a worker's timer keeps running. After each tick it waits until the page has drawn the
 * frame, and then for as long again as drawing took, so that a slow machine records fewer frames
 * and stays usable.
 */
let next = 0

addEventListener('message', ({ data }: MessageEvent<{ every: number } | { took: number }>) => {
  if ('took' in data) next = performance.now() + data.took
  else setInterval(tick, data.every)
})

function tick(): void {
  if (performance.now() < next) return
  next = Infinity
  postMessage(null)
}
