import { failed, ok, type Result } from '../../shared/app-error.ts';
import type { Random } from '../../shared/ports.ts';
import {
  type FieldProblem,
  type ImportChange,
  type ImportPreview,
  preferenceNames,
  type SettingsChanged,
  type SettingsPatch,
  type SettingsView,
  type ShopSettings,
  shopBounds,
  shopDefaults,
  shopSettingNames,
  type tillOwnSettings,
} from '../../shared/shop-settings.ts';
import { checkPatch } from '../../shared/shop-settings-schema.ts';
import type { SettingsKeeper } from '../settings/settings.ts';
import { changesOf, exportText, isSame, planImport, readExport } from '../settings/settings-export.ts';
import type { AuditBook } from './audit-book.ts';

/** Where a manager's settings are read, changed, exported and imported; each change is in the audit. */
export interface SettingsDesk {
  read(): SettingsView;
  check(patch: SettingsPatch): readonly FieldProblem[];
  /** All of it or nothing. */
  change(patch: SettingsPatch, who: string | null): SettingsChanged;
  exported(who: string): string;
  /** Keeps what the file would change until it is applied; the one before is forgotten. */
  preview(fileName: string, text: string): Result<ImportPreview>;
  /** Exactly what was shown. Fails with `preview_gone` when it is another one, or the settings have changed since. */
  apply(input: {
    readonly previewId: string;
    readonly who: string;
    readonly alsoTillOwn: readonly (typeof tillOwnSettings)[number][];
  }): Result<SettingsView>;
}

interface SettingsDeskParts {
  readonly settings: SettingsKeeper;
  readonly audit: AuditBook;
  readonly random: Random;
  readonly wallMs: () => number;
}

export function createSettingsDesk({ settings, audit, random, wallMs }: SettingsDeskParts): SettingsDesk {
  let shown: ImportPreview | null = null;

  function values(): ShopSettings {
    const current = settings.current();
    return Object.fromEntries(
      shopSettingNames.map((name) => [name, current[name]]),
    ) as unknown as ShopSettings;
  }
  const view = (): SettingsView => ({ values: values(), defaults: shopDefaults, bounds: shopBounds });

  function write(changes: readonly ImportChange[], who: string | null): void {
    if (changes.length === 0) return;
    const patch: Partial<ShopSettings> = Object.fromEntries(changes.map(({ name, to }) => [name, to]));
    const noted = changes.filter(({ name }) => !preferenceNames.some((each) => each === name));
    const news = noted.map(({ name, from, to }) => ({
      kind: 'setting_changed' as const,
      who,
      subject: name,
      from,
      to,
    }));
    audit.change(patch, news);
  }

  return {
    read() {
      settings.check();
      return view();
    },
    check(patch) {
      const checked = checkPatch(patch);
      return checked.ok ? [] : checked.problems;
    },
    change(patch, who) {
      const checked = checkPatch(patch);
      if (!checked.ok) return { isSaved: false, problems: checked.problems };
      write(changesOf(values(), checked.values), who);
      return { isSaved: true, view: view() };
    },
    exported(who) {
      audit.note({ kind: 'settings_exported', who });
      return exportText(values(), wallMs());
    },
    preview(fileName, text) {
      const given = readExport(text);
      if (!given.ok) return given;
      shown = { id: random.uuid(), fileName: fileName.slice(0, 200), ...planImport(values(), given.value) };
      return ok(shown);
    },
    apply({ previewId, who, alsoTillOwn }) {
      const preview = shown;
      const now = values();
      const isAsShown = preview?.changes.every(({ name, from }) => isSame(now[name], from)) ?? false;
      if (preview?.id !== previewId || !isAsShown) return failed('preview_gone');
      shown = null;
      const taken = preview.changes.filter(
        ({ name, isTillOwn }) => !isTillOwn || alsoTillOwn.some((each) => each === name),
      );
      audit.note({ kind: 'settings_imported', who, to: preview.fileName });
      write(taken, who);
      return ok(view());
    },
  };
}
