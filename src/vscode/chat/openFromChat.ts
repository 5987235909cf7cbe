import { Uri, env, window, workspace } from 'vscode';

export async function openChip(id: string): Promise<void> {
  const [, address] = /^(?:file:file|selection:[\d-]+|symbol:[^:]*:[^:]*):(.*)$/.exec(id) ?? [];
  if (address) await window.showTextDocument(Uri.parse(address));
}

/** Shown whole and opened only on a click; nothing but the web's own schemes. */
export async function openLink(url: string): Promise<void> {
  if (/^https?:\/\//i.test(url)) await env.openExternal(Uri.parse(url, true));
}

export async function openFile(path: string): Promise<void> {
  const [found] = await workspace.findFiles(path, undefined, 1);
  if (found) await window.showTextDocument(found);
}
