/** What the line that opens a code block says. */
export interface CodeInfo {
  /** As the model wrote it, in lower case; empty where it says nothing. */
  readonly language: string;
  /** Of the file that the block belongs to, with forward slashes. */
  readonly path?: string;
  /** First and last line in that file, from 1. */
  readonly lines?: { readonly first: number; readonly last: number };
}

const lineRange = /\s*[(#:]?L?(\d+)\s*[-–]\s*L?(\d+)\)?$/;

/**
 * Models write `ts`, `ts src/a.ts`, `src/a.ts`, `ts:src/a.ts`, `ts title="src/a.ts"`, `ts {1,3}` and
 * `ts src/a.ts (19-25)`.
 */
export function parseCodeInfo(info: string): CodeInfo {
  const text = info.replace(/\{[^}]*\}/g, ' ').trim();
  const range = lineRange.exec(text);
  const { language, path } = languageAndPath((range ? text.slice(0, range.index) : text).trim());
  return {
    language: language.toLowerCase(),
    ...(path && { path: tidy(path) }),
    ...(range && { lines: { first: Number(range[1]), last: Number(range[2]) } }),
  };
}

function languageAndPath(text: string): { readonly language: string; readonly path?: string | undefined } {
  const named = /(?:title|file|filename|path)=(?:"([^"]*)"|'([^']*)'|(\S+))/.exec(text);
  const [first = '', ...others] = (named ? text.replace(named[0], '') : text).trim().split(/\s+/);
  if (named) return { language: first, path: named[1] ?? named[2] ?? named[3] };
  const [, language, path] = /^([\w+#-]+):(?!\/\/)(.+)$/.exec(first) ?? [];
  if (language !== undefined && path !== undefined && isPath(path)) return { language, path };
  if (isPath(first)) return { language: extensionOf(first), path: [first, ...others].join(' ') };
  const rest = others.join(' ');
  return { language: first, path: isPath(rest) ? rest : undefined };
}

/** A file's name has an extension, a folder before it, or is one of the names that have neither. */
function isPath(text: string): boolean {
  return (
    /[^\s\\/.]\.[\w\][+-]+$/.test(text) ||
    /[\\/][^\s\\/]+$/.test(text) ||
    /^(Dockerfile|Makefile|\.[\w.-]+)$/.test(text)
  );
}

/** `Dockerfile` is its own. */
function extensionOf(path: string): string {
  const name = path.split(/[\\/]/).at(-1) ?? '';
  return /\.([\w+-]+)[^.]*$/.exec(name)?.[1] ?? name;
}

function tidy(path: string): string {
  return path.replaceAll('\\', '/').replace(/^(\.\/)+/, '');
}
