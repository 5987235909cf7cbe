import type { Utf16Offset } from '../../base/units.ts';
import type { CommentRequest } from '../comment/findComment.ts';
import type { CommentSyntax } from '../comment/commentSyntax.ts';
import { lineEnd, lineStart } from '../comment/scanComments.ts';
import { findOpenDeclaration, type OpenDeclaration } from './declaration.ts';
import { indentOf, isBlank, lineBelow, linesBelow, type Line } from './lines.ts';
import type { Placement } from './placement.ts';
import { isStub } from './stubs.ts';

/** A document as a command finds it. */
export interface PlacementScene {
  readonly text: string;
  readonly languageId: string;
  readonly syntax: CommentSyntax;
  readonly cursor: Utf16Offset;
  /** One level of indentation, by the editor's settings. */
  readonly unit: string;
  readonly tabWidth: number;
  readonly eol: '\n' | '\r\n';
}

const maxFollowingLines = 12;

/** Plans where the code for a comment goes. The comment stays; nothing that follows is broken. */
export function planPlacement(scene: PlacementScene, comment: CommentRequest): Placement {
  const { text, eol } = scene;
  const end = lineEnd(text, comment.end);
  const rest = text.slice(comment.end, end);
  if (!isBlank(rest)) return besideCode(scene, comment, rest);
  if (comment.form !== 'docstring' && !comment.isTrailing) {
    const declaration = findOpenDeclaration(scene, nextLine(text, end));
    if (declaration) return inDeclaration(scene, declaration);
  }
  const indent = indentBelow(scene, comment);
  const stub = stubBelow(scene, end, indent);
  if (stub) {
    const range = { start: end, end: stub.end };
    return {
      ...frame(scene, stub.end),
      mode: 'stub',
      range,
      lead: eol,
      tail: '',
      indent: indentOf(stub.text),
      signature: [],
    };
  }
  const range = { start: end, end: endOfCursorsLine(scene, end) };
  const place = { ...frame(scene, range.end), mode: 'insert' as const, range, lead: eol, indent, signature: [] };
  return { ...place, tail: place.following[0] !== undefined && needsBlankLine(text, range.end, indent) ? eol : '' };
}

/** Plans code at the cursor, where there is no comment: on its line if that is blank, else below it. */
export function planAtCursor(scene: PlacementScene): Placement {
  const { text, cursor, eol } = scene;
  const start = lineStart(text, cursor);
  const end = lineEnd(text, cursor);
  const line = text.slice(start, end);
  if (!isBlank(line)) {
    const indent = isOpener(line) ? indentOf(line) + scene.unit : indentOf(line);
    return {
      ...frame(scene, end),
      mode: 'insert',
      range: { start: end, end },
      lead: eol,
      tail: '',
      indent,
      signature: [],
    };
  }
  return {
    ...frame(scene, end),
    mode: 'insert',
    range: { start, end },
    lead: '',
    tail: '',
    indent: line,
    signature: [],
  };
}

/** The same place with a comment above the code. */
export function withComment(placement: Placement, comment: readonly string[]): Placement {
  const { indent, eol } = placement;
  return { ...placement, lead: placement.lead + comment.map((line) => indent + line + eol).join('') };
}

function frame({ text, unit, eol }: PlacementScene, end: Utf16Offset): Pick<Placement, 'unit' | 'eol' | 'following'> {
  const following: string[] = [];
  for (const line of linesBelow(text, end)) {
    if (following.length > 0 || !isBlank(line.text)) following.push(line.text);
    if (following.length === maxFollowingLines) break;
  }
  return { unit, eol, following };
}

function inDeclaration(
  scene: PlacementScene,
  { mode, signature, range, indent, isClosedInline, isWhole }: OpenDeclaration,
): Placement {
  const { eol } = scene;
  const tail = isClosedInline ? eol + indentOf(signature.at(-1) ?? '') : '';
  return {
    ...frame(scene, range.end),
    mode,
    range,
    lead: isWhole ? '' : eol,
    tail,
    indent,
    // A declaration that is replaced as a whole comes with the answer.
    signature: isWhole ? [] : signature,
  };
}

/** Code stands behind the comment on its line: a call's argument, or JSX. */
function besideCode(scene: PlacementScene, comment: CommentRequest, rest: string): Placement {
  const { text, eol, unit } = scene;
  const before = text.slice(lineStart(text, comment.start), comment.start);
  const isJsx = before.trim() === '{' && rest.trimStart().startsWith('}');
  if (isJsx) {
    const end = lineEnd(text, comment.end);
    return {
      ...frame(scene, end),
      mode: 'insert',
      range: { start: end, end },
      lead: eol,
      tail: '',
      indent: comment.indent,
      signature: [],
    };
  }
  const isInBlock = /[{([:]\s*$/.test(before);
  const spaces = /^\s*/.exec(rest)?.[0].length ?? 0;
  const range = { start: comment.end, end: comment.end + spaces };
  const indent = isInBlock ? comment.indent + unit : comment.indent;
  const following = [comment.indent + rest.trim(), ...frame(scene, comment.end).following];
  return {
    ...frame(scene, comment.end),
    following,
    mode: 'insert',
    range,
    lead: eol,
    tail: eol + comment.indent,
    indent,
    signature: [],
  };
}

/** As the comment, or one level deeper behind code that opens a block. */
function indentBelow({ text, unit }: PlacementScene, { start, indent, isTrailing }: CommentRequest): string {
  return isTrailing && isOpener(text.slice(lineStart(text, start), start)) ? indent + unit : indent;
}

const isOpener = (line: string) => /(?:[{([:]|\b(?:do|then|begin|else))\s*$/.test(line);

/** The next line that is not blank, if it is a placeholder of the same block. */
function stubBelow({ text }: PlacementScene, end: Utf16Offset, indent: string): Line | undefined {
  for (const line of linesBelow(text, end)) {
    if (isBlank(line.text)) continue;
    return isStub(line.text) && indentOf(line.text).length >= indent.length ? line : undefined;
  }
  return undefined;
}

/** A blank line right below that only waits for the code is used up: the one with the cursor or with mere white space. */
function endOfCursorsLine({ text, cursor }: PlacementScene, end: Utf16Offset): Utf16Offset {
  const below = lineBelow(text, end);
  if (!below || !isBlank(below.text)) return end;
  const hasCursor = below.start <= cursor && cursor <= below.end;
  const isLast = below.end === text.length;
  return below.text !== '' || (hasCursor && !isLast && isFollowedByBlank(text, below.end)) ? below.end : end;
}

function isFollowedByBlank(text: string, end: Utf16Offset): boolean {
  const next = lineBelow(text, end);
  return next !== undefined && isBlank(next.text);
}

/** Between top-level code and what follows right below it. */
function needsBlankLine(text: string, end: Utf16Offset, indent: string): boolean {
  const next = lineBelow(text, end);
  return indent === '' && next !== undefined && /^[\w@#<]/.test(next.text);
}

function nextLine(text: string, end: Utf16Offset): Utf16Offset {
  const feed = text.indexOf('\n', end);
  return feed < 0 ? text.length : feed + 1;
}
