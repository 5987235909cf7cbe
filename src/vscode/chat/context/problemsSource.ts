import { DiagnosticSeverity, languages, workspace, type Diagnostic, type TextDocument, type Uri } from 'vscode';
import type { MentionView } from '../../../protocol/chatView.ts';
import type { FileExclusions } from '../../context/fileExclusions.ts';
import type { LastEditor } from '../lastEditor.ts';
import { refusal, type Collected, type ContextSource } from './contextSource.ts';
import { readable } from './readable.ts';

const label = 'Problems';
const mostProblems = 50;
const severities = ['error', 'warning', 'information', 'hint'];

/** What the editor reports: errors first, those of the current file before the others'. */
export class ProblemsSource implements ContextSource {
  readonly prefix = 'problems';
  readonly #exclusions: FileExclusions;
  readonly #lastEditor: LastEditor;

  constructor(exclusions: FileExclusions, lastEditor: LastEditor) {
    this.#exclusions = exclusions;
    this.#lastEditor = lastEditor;
  }

  find(query: string): readonly MentionView[] {
    if (!'problems'.startsWith(query.toLowerCase())) return [];
    const count = this.#problems().length;
    return count === 0 ? [] : [{ id: 'problems:', kind: 'problems', label, detail: `${count} reported`, insert: '' }];
  }

  async collect(id: string): Promise<Collected> {
    const all = this.#problems();
    const lines: string[] = [];
    for (const [uri, problem] of all.slice(0, mostProblems)) {
      const file = await readable(uri, this.#exclusions);
      if (file.kind === 'readable') lines.push(...describe(file.path, problem, lineOf(file.document, problem)));
    }
    if (lines.length === 0) return refusal(label, 'there are none');
    const attachment = {
      id,
      kind: 'problems',
      label,
      path: '',
      languageId: '',
      startLine: 0,
      text: lines.join('\n'),
    } as const;
    if (all.length <= mostProblems) return { kind: 'collected', attachment };
    return { kind: 'collected', attachment: { ...attachment, cut: `the first ${mostProblems} of ${all.length}` } };
  }

  #problems(): readonly (readonly [Uri, Diagnostic])[] {
    const current = this.#lastEditor.current?.document.uri.toString();
    return languages
      .getDiagnostics()
      .filter(([uri]) => workspace.getWorkspaceFolder(uri) !== undefined)
      .flatMap(([uri, problems]) => problems.map((problem) => [uri, problem] as const))
      .filter(([, { severity }]) => severity <= DiagnosticSeverity.Warning)
      .sort(([a, { severity: first }], [b, { severity: second }]) => {
        const isNear = Number(b.toString() === current) - Number(a.toString() === current);
        return isNear || first - second;
      });
  }
}

function describe(path: string, { range, severity, message, source }: Diagnostic, code: string): readonly string[] {
  const place = `${path}:${range.start.line + 1}:${range.start.character + 1}`;
  return [
    `${place} ${severities[severity] ?? ''}: ${message}${source === undefined ? '' : ` (${source})`}`,
    `    ${code}`,
  ];
}

function lineOf(document: TextDocument, { range }: Diagnostic): string {
  try {
    return document.lineAt(range.start.line).text.trim();
  } catch {
    return ''; // The file is shorter than when the problem was found.
  }
}
