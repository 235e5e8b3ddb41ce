/**
 * The beat of the recorded picture. A page that is out of sight gets no animation frames and a timer
 * of once a second; a worker's timer goes on. The next beat waits until the page has drawn the last,
 * and then as long again as that took: a slow machine records fewer pictures and stays usable.
 */
let next = 0

addEventListener('message', ({ data }: MessageEvent<{ every: number } | { took: number }>) => {
  if ('took' in data) next = performance.now() + data.took
  else setInterval(beat, data.every)
})

function beat(): void {
  if (performance.now() < next) return
  next = Infinity
  postMessage(null)
}
