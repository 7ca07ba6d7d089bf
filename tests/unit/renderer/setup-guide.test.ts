import { describe, expect, it } from 'vitest';
import { neighbours, placeToOpen } from '../../../renderer/features/setup/step-look.tsx';
import { wayOf, wayProblem, waySettings } from '../../../renderer/features/setup/way-edit.ts';
import type { WayDraft } from '../../../renderer/state/guide-store.ts';
import { type SetupView, setupStepIds } from '../../../shared/setup.ts';
import type { TunnelSettings } from '../../../shared/tunnel.ts';

const view = (next: SetupView['next']): SetupView => ({
  steps: setupStepIds.map((id) => ({ id, state: 'todo', problem: null })),
  next,
  hasLiveTill: false,
});

describe('where the guide opens', () => {
  it.each([
    ['at the first step that is open', 'token', 'token'],
    ['at its end where none is open', null, 'ready'],
  ] as const)('%s', (_name, next, place) => {
    expect(placeToOpen(view(next))).toBe(place);
  });

  it('has a way back and a way on everywhere but at its ends', () => {
    expect(neighbours('mode', view(null))).toEqual({ before: null, behind: 'token' });
    expect(neighbours('webhook', view(null))).toEqual({ before: 'results', behind: 'people' });
    expect(neighbours('first_payment', view(null))).toEqual({ before: 'people', behind: 'ready' });
    expect(neighbours('ready', view(null))).toEqual({ before: 'first_payment', behind: null });
  });
});

const draft = (fields: Partial<WayDraft>): WayDraft => ({
  kind: 'none',
  domain: '',
  publicUrl: '',
  program: '',
  ...fields,
});

describe('the way of results as it is typed', () => {
  it.each<TunnelSettings>([
    { kind: 'none' },
    { kind: 'ngrok', domain: 'shop.ngrok.app' },
    { kind: 'cloudflared', publicUrl: 'https://till.shop.com', program: null },
    { kind: 'cloudflared', publicUrl: 'https://till.shop.com', program: '/opt/cloudflared' },
    { kind: 'own_url', publicUrl: 'https://till.shop.com:8443' },
  ])('gives back what is in use: %o', (settings) => {
    expect(waySettings(wayOf(settings))).toEqual(settings);
    expect(wayProblem(wayOf(settings), false)).toBeNull();
  });

  it.each([
    ['nothing', '', 'empty'],
    ['http', 'http://till.shop.com', 'not_https'],
    ['Helcim’s name', 'https://helcim.shop.com', 'names_helcim'],
    ['a path', 'https://shop.com/till', 'has_path'],
    ['slashes at the end', 'https://shop.com//', 'trailing_slash'],
    ['this machine', 'https://localhost:8443', 'private_host'],
  ] as const)('refuses an address with %s', (_name, publicUrl, problem) => {
    expect(wayProblem(draft({ kind: 'own_url', publicUrl }), false)).toBe(problem);
    expect(wayProblem(draft({ kind: 'cloudflared', publicUrl }), false)).toBe(problem);
  });

  it('takes an address of this machine only where nothing is real', () => {
    expect(wayProblem(draft({ kind: 'own_url', publicUrl: 'https://localhost:8443' }), true)).toBeNull();
  });

  it('hands main the one form of what was pasted', () => {
    expect(waySettings(draft({ kind: 'own_url', publicUrl: ' https://Till.Shop.com/ ' }))).toEqual({
      kind: 'own_url',
      publicUrl: 'https://till.shop.com',
    });
    expect(waySettings(draft({ kind: 'ngrok', domain: 'https://shop.ngrok.app/' }))).toEqual({
      kind: 'ngrok',
      domain: 'shop.ngrok.app',
    });
  });
});
