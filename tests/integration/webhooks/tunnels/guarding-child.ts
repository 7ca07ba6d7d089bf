/** An app that starts a cloudflared and then does nothing, until it is killed. Run with the program's path. */
import { createChildStarter } from '../../../../electron/webhooks/tunnels/guarded-child.ts';

const [program = ''] = process.argv.slice(2);
createChildStarter(process.platform)({
  program,
  args: ['tunnel', 'run'],
  environment: { PATH: process.env.PATH ?? '', TUNNEL_TOKEN: 'token' },
  onLine: (line) => process.stdout.write(`${line}\n`),
});
setInterval(() => undefined, 60_000);
