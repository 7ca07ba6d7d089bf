import { EventEmitter } from 'node:events';
import { onlyEvents, strict } from './unsupported.ts';

type Source = 'system' | 'light' | 'dark';

class NativeTheme extends EventEmitter {
  readonly shouldUseHighContrastColors = false;
  readonly shouldUseInvertedColorScheme = false;
  private source: Source = 'system';

  constructor() {
    super();
    onlyEvents('nativeTheme', this, ['updated', 'stand-in-source']);
  }

  get themeSource(): Source {
    return this.source;
  }
  set themeSource(source: Source) {
    if (source === this.source) return;
    const before = this.shouldUseDarkColors;
    this.source = source;
    this.emit('stand-in-source');
    if (this.shouldUseDarkColors !== before) this.emit('updated');
  }
  /** The machine's own wish is not read: 'system' means light here. */
  get shouldUseDarkColors(): boolean {
    return this.source === 'dark';
  }
}

export const nativeTheme = strict('nativeTheme', new NativeTheme());

/** What a page has to see in `prefers-color-scheme`; empty = the browser's own. */
export function emulatedColorScheme(): string {
  return nativeTheme.themeSource === 'system' ? '' : nativeTheme.themeSource;
}
