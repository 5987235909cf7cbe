import type { ExtensionContext } from 'vscode';

/** Builds every object once and hands each what it needs. */
export function activate(_context: ExtensionContext): void {
  // Filled in as the rooms are.
}
