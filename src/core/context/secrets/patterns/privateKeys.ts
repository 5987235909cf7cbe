import type { Utf16Offset } from '../../../base/units.ts';
import { lineEnd, startOfLineEndingAt } from '../../tokens/pieces.ts';
import type { Finding } from '../finding.ts';

const marker = /-----(?<kind>BEGIN|END) [A-Z0-9 ]*PRIVATE KEY(?: BLOCK)?-----/g;
/** A line of key material with what a source file puts around it: indentation, quotes, `\n`, plus signs. */
const material = /^[\s"'`+]*(?<base64>[\w+/=-]*)(?:\\[nr])*["'`,;+)\s]*$/;
/** The lines of a key have 64 characters (or 70, or 76), but for the last. */
const wholeLine = 40;
const header = /^\s*(?:(?:Proc-Type|DEK-Info|Version|Comment): .*)?$/;

/** Private keys in PEM, on several lines or one; also those of which trimming has left only the beginning or the end. */
export function findPrivateKeys(text: string): readonly Finding[] {
  if (!text.includes('PRIVATE KEY')) return [];
  const findings: Finding[] = [];
  let begin: Utf16Offset | undefined;
  for (const match of text.matchAll(marker)) {
    if (match.groups?.['kind'] === 'BEGIN') {
      if (begin !== undefined) findings.push({ start: begin, end: materialAfter(text, begin) });
      begin = match.index + match[0].length;
    } else {
      findings.push({ start: begin ?? materialBefore(text, match.index), end: match.index });
      begin = undefined;
    }
  }
  if (begin !== undefined) findings.push({ start: begin, end: materialAfter(text, begin) });
  return findings.flatMap((finding) => trimmed(text, finding));
}

function materialAfter(text: string, begin: Utf16Offset): Utf16Offset {
  const firstEnd = lineEnd(text, begin);
  let end = begin + (/^(?:\\[nr]|[\w+/=])*/.exec(text.slice(begin, firstEnd))?.[0].length ?? 0);
  if (text.slice(end, firstEnd).replaceAll(/["'`,;+\s]|\\[nr]/g, '') !== '') return end;
  for (let start = firstEnd, isWhole = true; start < text.length && isWhole; start = lineEnd(text, start)) {
    const line = text.slice(start, lineEnd(text, start));
    const base64 = material.exec(line)?.groups?.['base64'];
    if (base64 === undefined && !header.test(line)) break;
    isWhole = header.test(line) || (base64?.length ?? 0) >= wholeLine;
    end = start + line.length;
  }
  return end;
}

function materialBefore(text: string, end: Utf16Offset): Utf16Offset {
  const ownStart = text.lastIndexOf('\n', end - 1) + 1;
  let start = end - (/(?:\\[nr]|[\w+/=])*$/.exec(text.slice(ownStart, end))?.[0].length ?? 0);
  if (text.slice(ownStart, start).replaceAll(/["'`,;+\s]/g, '') !== '') return start;
  for (let isLast = true, lineStop = ownStart; lineStop > 0; isLast = false) {
    const lineStart = startOfLineEndingAt(text, lineStop);
    const base64 = material.exec(text.slice(lineStart, lineStop))?.groups?.['base64'];
    if (!base64 || (base64.length < wholeLine && !isLast)) break;
    start = lineStart;
    lineStop = lineStart;
  }
  return start;
}

/** Leaves the line breaks and the indentation around the key in place. */
function trimmed(text: string, { start, end }: Finding): readonly Finding[] {
  const body = text.slice(start, end);
  const leading = /^(?:\s|\\[nr])*/.exec(body)?.[0].length ?? 0;
  if (leading === body.length) return [];
  const trailing = /(?:\s|\\[nr])*$/.exec(body)?.[0].length ?? 0;
  return [{ start: start + leading, end: end - trailing }];
}
