/**
 * The beat of the recorded picture. A page that is out of sight gets no animation frames and a timer
 * of once a second; a worker's timer goes on.
 */
addEventListener('message', ({ data }: MessageEvent<number>) => {
  setInterval(() => postMessage(null), data)
})
