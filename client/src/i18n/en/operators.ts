import type { Texts } from '../vi/operators.ts'

export const texts: Texts = {
  title: 'An operator’s first hour',
  what: 'What to do after `docker compose up -d --wait` or `npm start`. The details are in docs/OPERATIONS.md of your copy.',
  sections: {
    account: {
      title: 'The first account',
      steps: [
        'Find the setup link: `docker compose logs server`, or what `npm start` printed. It works once, within 24 hours.',
        'Open it, choose a password, add a second factor. Print the recovery codes and keep them apart from the password.',
        'Under [account.nav.accounts], create a second operator, then accounts for organizers. Hand over activation links in person.',
        'If you use the office’s sign-in, keep one operator with a password, for the day when that system is down.',
      ],
    },
    address: {
      title: 'Address and certificate',
      points: [
        '`npm start` serves only the machine it runs on. For real use, run docker compose, with `ANHOP_ADDRESS` and `ANHOP_DOMAIN` in `.env`.',
        '`ANHOP_TLS=internal`: a private authority for closed networks; install its root certificate on the office’s computers.',
        '`ANHOP_TLS=acme`: issued and renewed automatically. `ANHOP_TLS=files`: place `cert.pem` and `key.pem` in `deploy/tls`.',
        'Check: open the page from a different computer; there is no warning. Without https, browsers allow no camera.',
      ],
    },
    ports: {
      title: 'Ports to open',
      points: [
        '443 TCP: pages, and TURN over TLS. 80 TCP: redirects.',
        '44400 and up, UDP and TCP, one port per core: audio and video.',
        '3478 UDP and TCP: the TURN server.',
        'Closed to the outside: 3481, 8080, 8082, 8443, 9090, 9464, 49152 to 65535.',
        'Docker does not open the machine’s firewall. Test from another network: two people must see and hear each other.',
      ],
    },
    turn: {
      title: 'The TURN server',
      points: [
        'It helps people whose network blocks ports. Docker compose includes one; without it, set `ANHOP_TURN_URLS` and `ANHOP_TURN_SECRET_FILE`.',
        'Under [account.nav.serverHealth], [health.turn] should report that it works.',
      ],
    },
    health: {
      title: 'Watch it',
      points: [
        'Open [account.nav.serverHealth]: people, load, free disk space, the certificate’s expiry.',
        'Run `docker compose exec server anhop doctor`: no line may say `BAD`.',
        'Let your monitoring call `/health/ready`.',
        'For charts and alerts: `docker compose --profile metrics up -d --wait`.',
      ],
    },
    backup: {
      title: 'Back up, and try to restore',
      steps: [
        'Set a strong passphrase in the variable `BACKUP_PASSPHRASE`, and keep a copy elsewhere.',
        'Run `docker compose exec -T -e BACKUP_PASSPHRASE server anhop backup - > office.anhop`. The server keeps running.',
        'Copy the file to a different machine. Schedule this every day.',
        'Restore it on another machine in the first week; a backup that was never restored is not a backup.',
      ],
    },
    logs: {
      title: 'Where the logs are',
      points: [
        'The server’s log: `docker compose logs server`, one line per event, without personal data.',
        'The audit log: the page [account.nav.audit]. Verify it with `docker compose exec server anhop audit verify`.',
        'With a wrong setting, the server does not start and lists every error; check first with `anhop config check`.',
      ],
    },
    next: {
      title: 'Before the first meeting',
      points: [
        'The page [account.nav.serverOffice]: emblem, name, the help desk’s telephone.',
        'The page [account.nav.serverPolicy]: tighten what you need, for example no guests.',
        'Print the guides for participants, hosts and the help desk.',
        'Hold a test meeting of five people, one of them outside your network and one on a phone.',
      ],
    },
  },
}
