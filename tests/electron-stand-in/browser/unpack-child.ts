// Run by unpack-chromium.ts in a process of its own: the package unpacks into whatever os.tmpdir() says, so TMPDIR
// is set to a private folder for this process alone. Its `args` are never used: they switch web security off.
import chromium from '@sparticuz/chromium';

process.stdout.write(await chromium.executablePath());
