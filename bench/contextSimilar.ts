// Quality of the search for similar code: `node bench/contextSimilar.ts`. At random places in the files of the installed
// packages, how many of the identifiers that the next ten lines bring in are found in what the search returns from the
// package's other files? Beside ours, the customary way: Jaccard similarity of windows of 60 lines.
import { readFileSync } from 'node:fs';
import { dirname } from 'node:path';
import { FileIndex, type SimilarSnippet } from '../src/core/context/similar/fileIndex.ts';
import { sourceFiles } from './contextSupport.ts';
import { seededRandom } from '../test/support/plantedSecrets.ts';

interface SourceFile {
  readonly path: string;
  readonly lines: readonly string[];
}

interface Place {
  readonly file: SourceFile;
  readonly line: number;
  /** Identifiers of the next ten lines that the 60 lines before do not have. */
  readonly coming: ReadonlySet<string>;
}

type Search = (files: readonly SourceFile[], place: Place) => readonly Pick<SimilarSnippet, 'lines' | 'score'>[];

const identifiers = (lines: readonly string[]) => new Set(lines.join('\n').match(/[A-Za-z_$][\w$]{2,}/g) ?? []);
const random = seededRandom(7);

const groups = Object.values(Object.groupBy(sourceFiles(/\.(ts|mts|js|mjs|tsx)$/), dirname) as Record<string, string[]>)
  .filter((paths) => paths.length >= 6)
  .map((paths) => paths.slice(0, 20))
  .sort(() => random() - 0.5)
  .slice(0, 100)
  .map((paths) => paths.map((path): SourceFile => ({ path, lines: readFileSync(path, 'utf8').split('\n') })));

const cases = groups.flatMap((files) =>
  Array.from({ length: 8 }, () => ({ files, place: randomPlace(files) })).filter(({ place }) => place.coming.size > 1),
);

function randomPlace(files: readonly SourceFile[]): Place {
  const file = files[Math.floor(random() * files.length)]!;
  const line = 30 + Math.floor(random() * Math.max(0, file.lines.length - 45));
  const known = identifiers(file.lines.slice(Math.max(0, line - 60), line));
  const coming = [...identifiers(file.lines.slice(line, line + 10))].filter((identifier) => !known.has(identifier));
  return { file, line, coming: new Set(coming) };
}

const indexes = new Map<readonly SourceFile[], FileIndex>();

function indexOf(files: readonly SourceFile[]): FileIndex {
  const known = indexes.get(files);
  if (known) return known;
  const work: (() => void)[] = [];
  const index = new FileIndex((slice) => void work.push(slice));
  for (const { path, lines } of files) index.open({ path, languageId: 'typescript', lines });
  for (let slice = work.shift(); slice; slice = work.shift()) slice();
  indexes.set(files, index);
  return index;
}

const ours =
  (queryLines: number, { maxSnippets = 3, maxLines = 60, minScore = 0 } = {}): Search =>
  (files, { file, line }) =>
    indexOf(files).similar(
      {
        path: file.path,
        languageId: 'typescript',
        lines: file.lines.slice(Math.max(0, line - queryLines), line),
        taken: { startLine: 0, endLine: 0 },
      },
      { maxSnippets, maxLines, minScore, isAllowed: (path) => path !== file.path },
    );

const wordsOf = new WeakMap<SourceFile, readonly (readonly string[])[]>();

/** Windows of 60 lines at every line, by the words they share with the query. */
const jaccard =
  (queryLines: number): Search =>
  (files, { file, line }) => {
    const query = new Set(
      words(file)
        .slice(Math.max(0, line - queryLines), line)
        .flat(),
    );
    return files
      .filter((other) => other !== file)
      .map((other) => bestWindow(other, query))
      .sort((a, b) => b.score - a.score)
      .slice(0, 3);
  };

function words(file: SourceFile): readonly (readonly string[])[] {
  const known = wordsOf.get(file);
  if (known) return known;
  const split = file.lines.map((line) =>
    (line.match(/[A-Z]+(?![a-z])|[A-Z]?[a-z]+|\d+/g) ?? []).map((word) => word.toLowerCase()),
  );
  wordsOf.set(file, split);
  return split;
}

function bestWindow(file: SourceFile, query: ReadonlySet<string>) {
  const lines = words(file);
  const counts = new Map<string, number>();
  let shared = 0;
  let best = { start: 0, score: -1 };
  lines.forEach((line, end) => {
    for (const word of line) {
      const count = counts.get(word) ?? 0;
      if (count === 0 && query.has(word)) shared++;
      counts.set(word, count + 1);
    }
    for (const word of lines[end - 60] ?? []) {
      const count = counts.get(word) ?? 1;
      if (count > 1) counts.set(word, count - 1);
      else if (counts.delete(word) && query.has(word)) shared--;
    }
    if (end < Math.min(59, lines.length - 1)) return;
    const score = shared / (query.size + counts.size - shared);
    if (score > best.score) best = { start: Math.max(0, end - 59), score };
  });
  return { lines: file.lines.slice(best.start, best.start + 60), score: best.score };
}

function measure(search: Search) {
  let found = 0;
  let coming = 0;
  let characters = 0;
  const startMs = performance.now();
  for (const { files, place } of cases) {
    const text = search(files, place).flatMap(({ lines }) => lines);
    const there = identifiers(text);
    for (const identifier of place.coming) if (there.has(identifier)) found++;
    coming += place.coming.size;
    characters += text.join('\n').length;
  }
  const ms = (performance.now() - startMs) / cases.length;
  return {
    'found %': Number(((100 * found) / coming).toFixed(1)),
    'characters sent': Math.round(characters / cases.length),
    'found per 1,000 characters': Number(((1_000 * found) / characters).toFixed(2)),
    'ms per query': Number(ms.toFixed(2)),
  };
}

for (const { files } of cases) indexOf(files);
console.log(`${cases.length} places in ${groups.length} folders`);
console.table({
  'ours, query of 15 lines': measure(ours(15)),
  'ours, query of 30 lines': measure(ours(30)),
  'ours, query of 60 lines': measure(ours(60)),
  'ours, 6 windows of 30 lines': measure(ours(15, { maxSnippets: 6, maxLines: 30 })),
  'ours, 1 window': measure(ours(15, { maxSnippets: 1 })),
  'Jaccard, query of 15 lines': measure(jaccard(15)),
  'Jaccard, query of 60 lines (customary)': measure(jaccard(60)),
});
const thresholds = [0, 0.05, 0.1, 0.15, 0.2, 0.25, 0.3, 0.4];
console.table(
  Object.fromEntries(thresholds.map((minScore) => [`at least ${minScore}`, measure(ours(15, { minScore }))])),
);
