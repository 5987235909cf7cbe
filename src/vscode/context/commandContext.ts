import { TabInputText, window, workspace, type TextDocument } from 'vscode';
import { collectContext, type ContextSources } from '../../core/context/collect/collectContext.ts';
import type { Hole } from '../../core/context/collect/contextTask.ts';
import type { CollectedContext } from '../../core/context/piece.ts';
import type { Tokens } from '../../core/base/units.ts';
import type { FileExclusions } from './fileExclusions.ts';
import { contextPath } from './openFiles.ts';

export interface CommandContextParts {
  readonly sources: ContextSources;
  readonly exclusions: FileExclusions;
}

/** Gathers what goes along with a command at a place in a document. */
export async function commandContext(
  document: TextDocument,
  hole: Hole,
  budget: { readonly maxTokens: Tokens; readonly tokenRatio: number },
  { sources, exclusions }: CommandContextParts,
): Promise<CollectedContext> {
  const others = openDocuments().filter((other) => other !== document);
  const otherFiles = await Promise.all(
    others.map(async (other) => ({ path: contextPath(other), verdict: await exclusions.verdict(other) })),
  );
  const { languageId } = document;
  return collectContext(
    { path: contextPath(document), languageId, text: document.getText(), hole, otherFiles, ...budget },
    sources,
  );
}

/** Documents that have a tab. */
function openDocuments(): TextDocument[] {
  const uris = new Set(
    window.tabGroups.all.flatMap(({ tabs }) =>
      tabs.flatMap(({ input }) => (input instanceof TabInputText ? [input.uri.toString()] : [])),
    ),
  );
  return workspace.textDocuments.filter(({ uri }) => uris.has(uri.toString()));
}
