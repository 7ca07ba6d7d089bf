/** The menu's texts: Electron names its own entries in English alone. */
import type { Language } from '../../shared/language.ts';

const en = {
  file: 'File',
  quit: 'Quit',
  close: 'Close Window',
  edit: 'Edit',
  undo: 'Undo',
  redo: 'Redo',
  cut: 'Cut',
  copy: 'Copy',
  paste: 'Paste',
  selectAll: 'Select All',
  view: 'View',
  resetZoom: 'Actual Size',
  zoomIn: 'Zoom In',
  zoomOut: 'Zoom Out',
  togglefullscreen: 'Toggle Full Screen',
  window: 'Window',
  minimize: 'Minimize',
} as const;
export type MenuWords = Readonly<Record<keyof typeof en, string>>;

const fr: MenuWords = {
  file: 'Fichier',
  quit: 'Quitter',
  close: 'Fermer la fenêtre',
  edit: 'Édition',
  undo: 'Annuler',
  redo: 'Rétablir',
  cut: 'Couper',
  copy: 'Copier',
  paste: 'Coller',
  selectAll: 'Tout sélectionner',
  view: 'Affichage',
  resetZoom: 'Taille réelle',
  zoomIn: 'Agrandir',
  zoomOut: 'Réduire',
  togglefullscreen: 'Plein écran',
  window: 'Fenêtre',
  minimize: 'Réduire la fenêtre',
};

export const menuWords: Readonly<Record<Language, MenuWords>> = { en, fr };
