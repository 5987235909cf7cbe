import assert from 'node:assert/strict';
import { readFileSync, readdirSync, writeFileSync } from 'node:fs';
import { basename, join } from 'node:path';
import { extentByIndentation } from '../../../../../src/core/completion/extent.ts';
import { shapeAnswer } from '../../../../../src/core/completion/filters/answerFilters.ts';
import { fitToPlace } from '../../../../../src/core/completion/filters/placeFilters.ts';
import type { Site } from '../../../../../src/core/completion/site.ts';
import { siteFrom } from '../../../../support/cursorNotation.ts';
import { formatGolden, parseGolden, type Expected } from '../../../../support/goldenCases.ts';

const folder = join(import.meta.dirname, '../../../../golden/completion');
const update = process.env['UPDATE'] === '1';

function outcomeOf(answer: string, site: Site, isFinal = true): Expected | undefined {
  const shaped = shapeAnswer(answer, { site, extent: extentByIndentation(site), isFinal });
  if (shaped.kind === 'partial') return undefined;
  const result = shaped.kind === 'dropped' ? shaped : fitToPlace(shaped.text, site);
  if (result.kind === 'dropped') return { kind: 'dropped', by: result.by };
  const { text, replaceLength } = result.value;
  return { kind: 'shown', text, over: site.lineSuffix.slice(0, replaceLength) };
}

/** What comes of the answer when it arrives character by character and the stream is cancelled once enough is there. */
function streamedOutcomeOf(answer: string, site: Site): Expected | undefined {
  for (let length = 1; length < answer.length; length++) {
    const outcome = outcomeOf(answer.slice(0, length), site, false);
    if (outcome) return outcome;
  }
  return outcomeOf(answer, site);
}

describe('golden suggestions', () => {
  for (const file of readdirSync(folder).filter((name) => name.endsWith('.txt'))) {
    const path = join(folder, file);
    const languageId = basename(file, '.txt');
    const cases = parseGolden(readFileSync(path, 'utf8'));
    if (update) {
      const updated = cases.map((each) => ({
        ...each,
        expected: outcomeOf(each.answer, siteFrom(each.code, languageId)) ?? each.expected,
      }));
      writeFileSync(path, formatGolden(updated));
      continue;
    }
    describe(languageId, () => {
      for (const { name, code, answer, expected } of cases) {
        it(name, () => {
          const site = siteFrom(code, languageId);
          assert.deepEqual(outcomeOf(answer, site), expected);
          assert.deepEqual(streamedOutcomeOf(answer, site), expected, 'when the stream is cancelled');
        });
      }
    });
  }
});
