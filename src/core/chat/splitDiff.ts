/** The part of a git diff that is of one file. */
export interface FileDiff {
  /** As it is now, or was where it is gone; relative to the repository. */
  readonly path: string;
  readonly text: string;
}

/** Cuts the output of `git diff` into files, so that those which are never sent can be left out. */
export function splitDiff(diff: string): readonly FileDiff[] {
  const starts = [...diff.matchAll(/^diff --git .*$/gm)].map(({ index }) => index);
  return starts.map((start, index) => {
    const text = diff.slice(start, starts[index + 1]);
    return { path: pathOf(text), text };
  });
}

function pathOf(text: string): string {
  const added = /^\+\+\+ (?:b\/)?(.+?)\t?$/m.exec(text)?.[1];
  if (added !== undefined && added !== '/dev/null') return unquoted(added);
  const removed = /^--- (?:a\/)?(.+?)\t?$/m.exec(text)?.[1];
  if (removed !== undefined && removed !== '/dev/null') return unquoted(removed);
  // Without hunks (renamed, binary, mode): both halves of the heading name the file.
  const heading = /^diff --git (?:"?a\/.+"? )"?b\/(.+?)"?$/m.exec(text)?.[1];
  return heading ?? '';
}

/** git quotes names with unusual characters. */
function unquoted(path: string): string {
  const quoted = /^"(?:[ab]\/)?(.*)"$/.exec(path)?.[1];
  return quoted === undefined ? path : quoted.replace(/\\(["\\])/g, '$1');
}
