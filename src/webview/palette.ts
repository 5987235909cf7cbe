import type { Palette } from '../protocol/chatView.ts';
import { tokenKinds } from '../protocol/tokenKinds.ts';

/** Puts the theme's colours where the style sheet looks for them. A kind without one falls back to VS Code's variables. */
export function applyPalette(palette: Palette): void {
  const { style } = document.documentElement;
  for (const kind of tokenKinds) {
    const colour = palette[kind];
    if (colour === undefined) style.removeProperty(`--token-${kind}`);
    else style.setProperty(`--token-${kind}`, colour);
  }
}
