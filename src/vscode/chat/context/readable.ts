import { workspace, type TextDocument, type Uri } from 'vscode';
import type { Verdict } from '../../../core/context/exclude/verdict.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import { contextPath } from '../../context/openFiles.ts';

export type Readable =
  | { readonly kind: 'readable'; readonly document: TextDocument; readonly path: string }
  | { readonly kind: 'refused'; readonly path: string; readonly reason: string };

/** Opens a file if it may be sent. */
export async function readable(uri: Uri, exclusions: FileExclusions): Promise<Readable> {
  const path = workspace.asRelativePath(uri);
  try {
    const document = await workspace.openTextDocument(uri);
    const verdict = await exclusions.verdict(document);
    if (verdict.kind === 'allowed') return { kind: 'readable', document, path: contextPath(document) };
    return { kind: 'refused', path, reason: reasonOf(verdict) };
  } catch {
    return { kind: 'refused', path, reason: 'cannot be read as text' };
  }
}

function reasonOf(verdict: Exclude<Verdict, { kind: 'allowed' }>): string {
  switch (verdict.kind) {
    case 'excluded':
      return `never sent: ${verdict.by} says “${verdict.rule}”`;
    case 'binary':
      return 'not sent: it is binary';
    case 'huge':
      return 'not sent: it is too large';
  }
}

export function nameOf(path: string): string {
  return path.split('/').at(-1) ?? path;
}
