import type { Random } from '../../shared/ports.ts';
import type { SettingsKeeper } from '../settings/settings.ts';
import { randomPath } from '../webhooks/webhook-path.ts';

/** The till's own webhook path: random, made once and kept, so that an address given to Helcim stays good. */
export function keptWebhookPath(settings: SettingsKeeper, random: Random): string {
  const kept = settings.current().webhookPath;
  return kept ?? settings.update({ webhookPath: randomPath(random) }).webhookPath ?? randomPath(random);
}
