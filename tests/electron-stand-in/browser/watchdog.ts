// Outlives the app by a moment. Its input is a pipe that the operating system closes when the app ends, even by
// SIGKILL; it then ends the browser and removes the browser's profile. Arguments: the profile folder.
// Input: "browser <pid>" once it runs, "gone" when the browser has ended by itself.
import { rmSync } from 'node:fs';
import { createInterface } from 'node:readline';
import { setTimeout as sleep } from 'node:timers/promises';

const profile = process.argv[2];
let browser: number | undefined;

for await (const line of createInterface({ input: process.stdin })) {
  const [word, pid] = line.split(' ');
  browser = word === 'browser' ? Number(pid) : undefined;
}
if (browser !== undefined) endBrowser(browser);
for (let tries = 0; profile !== undefined && tries < 50; tries += 1) {
  try {
    // The browser's last processes may still be writing: try again until the folder stays away.
    rmSync(profile, { recursive: true, force: true });
    break;
  } catch {
    await sleep(100);
  }
}

/** The browser leads a process group of its own, so its helpers end with it. */
function endBrowser(pid: number): void {
  for (const target of [-pid, pid]) {
    try {
      process.kill(target, 'SIGKILL');
    } catch {
      // Already gone, or a system without process groups.
    }
  }
}
