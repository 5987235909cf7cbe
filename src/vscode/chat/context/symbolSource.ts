import { go } from 'fuzzysort';
import { Range, SymbolInformation, Uri, commands, type DocumentSymbol } from 'vscode';
import type { MentionView } from '../../../protocol/chatView.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import type { LastEditor } from '../lastEditor.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';
import { nameOf, readable } from './readable.ts';

interface Found {
  readonly name: string;
  readonly uri: Uri;
  readonly range: Range;
}

const mostOffered = 40;

/** Symbols by name, typed behind `@#`: those of the file one is in first, then the workspace's. */
export class SymbolSource implements ContextSource {
  readonly prefix = 'symbol';
  readonly #exclusions: FileExclusions;
  readonly #lastEditor: LastEditor;

  constructor(exclusions: FileExclusions, lastEditor: LastEditor) {
    this.#exclusions = exclusions;
    this.#lastEditor = lastEditor;
  }

  async find(query: string): Promise<readonly MentionView[]> {
    if (!query.startsWith('#')) return query === '' ? [symbolsHint] : [];
    const name = query.slice(1);
    const own = await this.#ownSymbols();
    const near = name === '' ? own : go(name, own, { key: 'name', limit: mostOffered }).map(({ obj }) => obj);
    const far = name.length < 2 ? [] : await workspaceSymbols(name);
    const all = new Map([...near, ...far].map((found) => [idOf(found), found]));
    return [...all.values()].slice(0, mostOffered).map(mentionOf);
  }

  async collect(id: string): Promise<Collected> {
    const [, first = 0, last = 0, name = '', address = ''] = /^symbol:(\d+)-(\d+):([^:]*):(.*)$/.exec(id) ?? [];
    const label = decodeURIComponent(name);
    const found = await readable(Uri.parse(address), this.#exclusions);
    if (found.kind === 'refused') return refusal(label, found.reason);
    const { document, path } = found;
    const startLine = Math.min(Number(first), document.lineCount - 1);
    const end = document.lineAt(Math.min(Number(last), document.lineCount - 1)).range.end;
    const text = document.getText(new Range(startLine, 0, end.line, end.character)).replaceAll('\r\n', '\n');
    const { languageId } = document;
    return { kind: 'collected', attachment: { id, kind: 'symbol', label, path, languageId, startLine, text } };
  }

  async #ownSymbols(): Promise<readonly Found[]> {
    const uri = this.#lastEditor.current?.document.uri;
    if (!uri) return [];
    const symbols = await commands.executeCommand<readonly (DocumentSymbol | SymbolInformation)[] | undefined>(
      'vscode.executeDocumentSymbolProvider',
      uri,
    );
    return (symbols ?? []).flatMap((symbol) => flattened(symbol, uri));
  }
}

const symbolsHint: MentionView = {
  id: 'symbol:hint',
  kind: 'category',
  label: '#',
  detail: 'Symbols of the file and the workspace',
  insert: '@#',
};

async function workspaceSymbols(query: string): Promise<readonly Found[]> {
  const symbols = await commands.executeCommand<readonly SymbolInformation[] | undefined>(
    'vscode.executeWorkspaceSymbolProvider',
    query,
  );
  return (symbols ?? []).map(({ name, location: { uri, range } }) => ({ name, uri, range }));
}

function flattened(symbol: DocumentSymbol | SymbolInformation, uri: Uri): readonly Found[] {
  if (symbol instanceof SymbolInformation) return [{ name: symbol.name, uri, range: symbol.location.range }];
  const { name, range, children } = symbol;
  return [{ name, uri, range }, ...children.flatMap((child) => flattened(child, uri))];
}

function idOf({ name, uri, range }: Found): string {
  return `symbol:${range.start.line}-${range.end.line}:${encodeURIComponent(name)}:${uri.toString()}`;
}

function mentionOf(found: Found): MentionView {
  const { name, uri, range } = found;
  const detail = `${nameOf(uri.path)}:${range.start.line + 1}`;
  return { id: idOf(found), kind: 'symbol', label: name, detail, insert: `\`${name}\` ` };
}
