// Container health check: exits with 0 if the server on this machine is ready.
const port = process.env['ANHOP_PORT'] ?? '8080'
const answer = await fetch(`http://127.0.0.1:${port}/health/ready`).catch(() => null)
process.exit(answer?.ok === true ? 0 : 1)
