import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { builtInSyntax } from '../../../../../src/core/generation/comment/commentSyntax.ts';
import { findComment } from '../../../../../src/core/generation/comment/findComment.ts';
import {
  planAtCursor,
  planPlacement,
  type PlacementScene,
} from '../../../../../src/core/generation/placement/planPlacement.ts';

const drawings = readFileSync(new URL('../../../../golden/generation-placement.txt', import.meta.url), 'utf8').split(
  '\n===\n',
);

function scene(languageId: string, drawing: string, eol: '\n' | '\r\n'): PlacementScene {
  const before = drawing.replaceAll(/«[^»]*»/g, '').replaceAll(/[‹›]/g, '');
  const crlf = (text: string) => text.replaceAll('\n', eol);
  const widths = [...drawing.matchAll(/[\n«‹]( +)/g)].map(([, spaces]) => spaces!.length);
  const narrowest = Math.min(...widths.filter((width) => width > 1));
  const unit = /\n\t/.test(drawing) ? '\t' : ' '.repeat(Number.isFinite(narrowest) ? narrowest : 2);
  return {
    text: crlf(before.replace('█', '')),
    languageId,
    syntax: builtInSyntax(languageId),
    cursor: crlf(before.slice(0, before.indexOf('█'))).length,
    unit,
    tabWidth: 4,
    eol,
  };
}

describe('planPlacement', () => {
  for (const [index, drawn] of drawings.entries()) {
    const [title = '', ...lines] = drawn.split('\n');
    const [languageId = '', ...rest] = title.split(':');
    it(`${index + 1} ${title}`, () => {
      const drawing = lines.join('\n');
      for (const eol of ['\n', '\r\n'] as const) {
        const at = scene(languageId, drawing, eol);
        const found = findComment(at.text, at.cursor, at.syntax);
        assert.equal(found.kind, 'found', rest.join(':'));
        if (found.kind !== 'found') return;
        const { range, lead, indent, tail } = planPlacement(at, found.comment);
        const document = `${at.text.slice(0, range.start)}${lead}${indent}CODE${tail}${at.text.slice(range.end)}`;
        const expected = drawing
          .replace('█', '')
          .replaceAll(/‹[^›]*›/g, '')
          .replaceAll(/[«»]/g, '');
        assert.equal(document.replaceAll('\r\n', '\n'), expected);
      }
    });
  }
});

describe('planAtCursor', () => {
  const cases: readonly (readonly [drawing: string, expected: string])[] = [
    ['█', 'CODE'],
    ['a\n  █\nb', 'a\n  CODE\nb'],
    ['  a█\nb', '  a\n  CODE\nb'],
    ['if (a) {█\n}', 'if (a) {\n  CODE\n}'],
  ];
  for (const [drawing, expected] of cases) {
    it(JSON.stringify(drawing), () => {
      const at = scene('typescript', drawing, '\n');
      const { range, lead, indent, tail } = planAtCursor(at);
      assert.equal(`${at.text.slice(0, range.start)}${lead}${indent}CODE${tail}${at.text.slice(range.end)}`, expected);
    });
  }
});
