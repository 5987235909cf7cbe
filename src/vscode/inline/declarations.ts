import { Location, Position, Range, Uri, commands, workspace, type LocationLink } from 'vscode';
import type { Spot } from '../../core/completion/document.ts';
import type { RelatedPiece } from '../../core/completion/prompt/relatedCode.ts';
import type { FileExclusions } from '../context/fileExclusions.ts';
import { contextPath } from '../context/openFiles.ts';

/** Names on the cursor's line and the lines above it are what the next text is likely about. */
const linesSearched = 4;
const mostNames = 4;
/** The head of a class or function says enough. */
const mostLines = 12;
const name = /[\p{L}_$][\p{L}\p{N}_$]{2,}/gu;

/** What the language server says of the names near a place that are declared in other files which may be sent. */
export async function declarationsNear(
  { document, position }: Spot,
  exclusions: FileExclusions,
  signal: AbortSignal,
): Promise<readonly RelatedPiece[]> {
  const uri = Uri.parse(document.uri);
  const found = await Promise.all(
    namesNear({ document, position }).map(async (at) => {
      const [first] = await commands.executeCommand<(Location | LocationLink)[]>(
        'vscode.executeDefinitionProvider',
        uri,
        at,
      );
      return first && !signal.aborted ? pieceAt(first, uri, exclusions) : undefined;
    }),
  );
  const pieces = found.filter((piece) => piece !== undefined);
  return pieces.filter(({ text }, index) => pieces.findIndex((other) => other.text === text) === index);
}

/** Where the names stand, the nearest first, each name once. */
function namesNear({ document, position }: Spot): readonly Position[] {
  const places = new Map<string, Position>();
  for (let line = position.line; line > Math.max(-1, position.line - linesSearched); line--) {
    const text = document.lineAt(line).slice(0, line === position.line ? position.character : undefined);
    for (const match of [...text.matchAll(name)].toReversed()) {
      if (!places.has(match[0])) places.set(match[0], new Position(line, match.index));
    }
  }
  return [...places.values()].slice(0, mostNames);
}

async function pieceAt(
  found: Location | LocationLink,
  from: Uri,
  exclusions: FileExclusions,
): Promise<RelatedPiece | undefined> {
  const [uri, range] = found instanceof Location ? [found.uri, found.range] : [found.targetUri, found.targetRange];
  // The file itself is in the prompt; libraries the model knows better than their type declarations.
  if (uri.toString() === from.toString() || !workspace.getWorkspaceFolder(uri) || /\/node_modules\//.test(uri.path))
    return undefined;
  const document = await workspace.openTextDocument(uri);
  if ((await exclusions.verdict(document)).kind !== 'allowed') return undefined;
  const end = Math.min(range.end.line, range.start.line + mostLines - 1);
  const lines = new Range(range.start.line, 0, end, document.lineAt(end).text.length);
  return { kind: 'declaration', path: contextPath(document), text: document.getText(lines) };
}
