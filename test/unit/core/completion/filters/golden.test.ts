import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { extentByIndentation } from '../../../../../src/core/completion/extent.ts';
import { shapeAnswer } from '../../../../../src/core/completion/filters/answerFilters.ts';
import { fitToPlace } from '../../../../../src/core/completion/filters/placeFilters.ts';
import { purposeOf } from '../../../../../src/core/completion/purpose.ts';
import type { Site } from '../../../../../src/core/completion/site.ts';
import type { Grammar } from '../../../../../src/core/completion/syntax/grammars.ts';
import { siteFrom } from '../../../../support/cursorNotation.ts';
import { formatGolden, parseGolden, type Expected } from '../../../../support/goldenCases.ts';
import { installedGrammars } from '../../../../support/grammars.ts';

const folder = join(import.meta.dirname, '../../../../golden');
const update = process.env['UPDATE'] === '1';
const withGrammar = ['typescript', 'typescriptreact', 'javascript', 'python', 'go', 'rust', 'java', 'php'];

/** What comes of an answer: at once, or as it arrives, when the stream is cancelled once enough is there. */
function outcomeOf(answer: string, site: Site, grammar?: Grammar): Expected | undefined {
  return outcomeSoFar(answer, site, { purpose: purposeOf(site, extentByIndentation(site), grammar), isFinal: true });
}

function streamedOutcomeOf(answer: string, site: Site, grammar?: Grammar): Expected | undefined {
  const purpose = purposeOf(site, extentByIndentation(site), grammar);
  for (let length = 1; length < answer.length; length++) {
    const outcome = outcomeSoFar(answer.slice(0, length), site, { purpose, isFinal: false });
    if (outcome) return outcome;
  }
  return outcomeSoFar(answer, site, { purpose, isFinal: true });
}

function outcomeSoFar(
  answer: string,
  site: Site,
  options: { purpose: ReturnType<typeof purposeOf>; isFinal: boolean },
): Expected | undefined {
  const shaped = shapeAnswer(answer, { site, ...options });
  if (shaped.kind === 'partial') return undefined;
  const result = shaped.kind === 'dropped' ? shaped : fitToPlace(shaped.text, site);
  if (result.kind === 'dropped') return { kind: 'dropped', by: result.by };
  const { text, replaceLength } = result.value;
  return { kind: 'shown', text, over: site.lineSuffix.slice(0, replaceLength) };
}

function filesOf(name: string) {
  const files = readdirSync(join(folder, name)).filter((file) => file.endsWith('.txt'));
  return files.map((file) => {
    const path = join(folder, name, file);
    return { path, languageId: basename(file, '.txt'), cases: parseGolden(readFileSync(path, 'utf8')) };
  });
}

/** `UPDATE=1` writes down what comes instead of comparing: read the difference before committing it. */
function rewrite({ path, languageId, cases }: ReturnType<typeof filesOf>[number], grammar?: Grammar): void {
  const updated = cases.map((each) => {
    const expected = outcomeOf(each.answer, siteFrom(each.code, languageId), grammar) ?? each.expected;
    return { ...each, expected };
  });
  writeFileSync(path, formatGolden(updated));
}

describe('golden suggestions', () => {
  for (const file of filesOf('completion')) {
    describe(file.languageId, () => {
      if (update) rewrite(file);
      for (const { name, code, answer, expected } of update ? [] : file.cases) {
        it(name, () => {
          const site = siteFrom(code, file.languageId);
          assert.deepEqual(outcomeOf(answer, site), expected);
          assert.deepEqual(streamedOutcomeOf(answer, site), expected, 'when the stream is cancelled');
        });
      }
    });
  }
});

describe('golden suggestions with a syntax tree', () => {
  const grammars = installedGrammars();
  const files = [
    ...filesOf('syntax'),
    ...filesOf('completion').filter(({ languageId }) => withGrammar.includes(languageId)),
  ];

  before(async () => {
    for (const languageId of withGrammar) await grammars.load(languageId);
  });

  for (const file of files) {
    it(file.path.slice(folder.length + 1), () => {
      const grammar = grammars.of(file.languageId) ?? assert.fail('no grammar');
      if (update) return file.path.includes('syntax') ? rewrite(file, grammar) : undefined;
      for (const { name, code, answer, expected } of file.cases) {
        const site = siteFrom(code, file.languageId);
        assert.deepEqual(outcomeOf(answer, site, grammar), expected, name);
        assert.deepEqual(streamedOutcomeOf(answer, site, grammar), expected, `${name}, when the stream is cancelled`);
      }
    });
  }
});
