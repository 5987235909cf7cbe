import assert from 'node:assert/strict';
import { buildPrompt } from '../../../../../src/core/completion/prompt/buildPrompt.ts';
import { RelatedCode, type RelatedSources } from '../../../../../src/core/completion/prompt/relatedCode.ts';
import type { SimilarSnippet } from '../../../../../src/core/context/similar/fileIndex.ts';
import type { Prompt } from '../../../../../src/core/provider/request.ts';
import { spotFrom } from '../../../../support/cursorNotation.ts';
import { FakeClock } from '../../../../support/fakeClock.ts';
import { countRoughly, testTarget } from '../../../../support/inlineEditor.ts';

const clock = new FakeClock();
const { signal } = new AbortController();

function builder(sources: Partial<RelatedSources> = {}) {
  const related = new RelatedCode(
    {
      countNow: countRoughly,
      similar: () => [],
      isAllowed: () => true,
      declarations: () => Promise.resolve([]),
      ...sources,
    },
    clock,
  );
  const redaction = {
    redactNow: (text: string) => ({ text: text.replaceAll('sk-secret', 'SECRET_1') }),
    restore: (text: string) => text,
  };
  return (code: string, options: { form?: 'chat' | 'fim'; maxTokens?: number; languageId?: string } = {}) =>
    buildPrompt(
      {
        spot: spotFrom(code, options.languageId ?? 'typescript'),
        extent: { kind: 'statement' },
        form: options.form ?? 'chat',
        model: testTarget.model,
        maxTokens: options.maxTokens ?? 1600,
      },
      { countNow: countRoughly, related, redaction },
      signal,
    );
}

function userText(prompt: Prompt): string {
  return prompt.kind === 'chat' ? (prompt.messages.at(-1)?.content ?? '') : '';
}

function commonLength(one: string, other: string): number {
  let length = 0;
  while (length < one.length && one[length] === other[length]) length++;
  return length;
}

function snippet(path: string, line: string): SimilarSnippet {
  return { path, languageId: 'typescript', startLine: 0, lines: [line], score: 1 };
}

const manyLines = (count: number) => Array.from({ length: count }, (_, line) => `  step(${line});`);

describe('buildPrompt', () => {
  it('puts what changes least first and the line being typed last', async () => {
    const { prompt } = await builder({ similar: () => [snippet('src/other.ts', 'const other = 1;')] })(
      'import a from "a";\n\nconst b = █;\nuse(b);',
    );
    assert.equal(
      userText(prompt),
      [
        'File: src/sample.typescript (typescript)',
        '<RELATED path="src/other.ts">',
        'const other = 1;',
        '</RELATED>',
        '<CODE_BELOW>',
        'use(b);',
        '</CODE_BELOW>',
        '<CODE_BEFORE_CURSOR>',
        'import a from "a";',
        '',
        'const b = <CURSOR/>;',
        '</CODE_BEFORE_CURSOR>',
        'Insert the rest of the statement, with its block if it opens one.',
      ].join('\n'),
    );
  });

  it('gives a fill-in-the-middle model code, with other files as comments', async () => {
    const { prompt } = await builder({ similar: () => [snippet('other.py', 'x = 1')] })('a = 1\nb = █\nc = 3', {
      form: 'fim',
      languageId: 'python',
    });
    assert.deepEqual(prompt, {
      kind: 'fim',
      prefix: '# Path: other.py\n# x = 1\n# Path: src/sample.python\na = 1\nb = ',
      suffix: '\nc = 3',
    });
  });

  it('begins alike for consecutive requests in one file', async () => {
    const build = builder();
    const before = manyLines(300);
    const after = manyLines(40);
    let shared = 0;
    let total = 0;
    let last = '';
    for (let typed = 0; typed < 24; typed++) {
      const code = [...before, ...manyLines(typed), '  call(█', ...after].join('\n');
      const text = userText((await build(code)).prompt);
      if (typed > 0) {
        shared += commonLength(last, text);
        total += text.length;
      }
      last = text;
    }
    assert.ok(shared / total > 0.85, `${Math.round((shared / total) * 100)} % shared`);
  });

  it('stays within the budget', async () => {
    for (const maxTokens of [300, 800, 1600, 4000]) {
      const { tokens } = await builder()([...manyLines(900), 'x = █', ...manyLines(900)].join('\n'), { maxTokens });
      assert.ok(tokens <= maxTokens && tokens > maxTokens * 0.5, `${tokens} of ${maxTokens}`);
    }
  });

  it('sends the imports where they are out of sight', async () => {
    const code = ['import { a } from "a";', ...manyLines(900), 'x = █'].join('\n');
    const { prompt } = await builder()(code);
    assert.match(userText(prompt), /<RELATED path="src\/sample.typescript">\nimport \{ a \} from "a";\n<\/RELATED>/);
  });

  it('sends no secret', async () => {
    const { prompt } = await builder()('const key = "sk-secret";\nconst x = █\n// sk-secret');
    assert.ok(!userText(prompt).includes('sk-secret'));
    assert.match(userText(prompt), /const key = "SECRET_1";/);
  });

  it('knows all that it has sent of the document', async () => {
    const { anchor } = await builder()('a\nb = █;\nc');
    assert.deepEqual(anchor, {
      uri: 'file:///work/sample.typescript',
      line: 1,
      before: ['a'],
      linePrefix: 'b = ',
      lineSuffix: ';',
      after: ['c'],
    });
  });
});

describe('RelatedCode', () => {
  it('holds on to its choice while the cursor stays near', async () => {
    let asked = 0;
    const similar = () => [snippet(`${++asked}.ts`, 'x')];
    const build = builder({ similar });
    await build('a = █');
    const { prompt } = await build('a = 1;\nb = █');
    assert.equal(asked, 1);
    assert.match(userText(prompt), /path="1.ts"/);
  });

  it('does not wait longer than 50 ms for declarations', async () => {
    const declarations = () => clock.sleep(10_000, signal).then(() => []);
    const built = builder({ declarations })('a = █');
    let isBuilt = false;
    void built.then(() => (isBuilt = true));
    await clock.advance(49);
    assert.equal(isBuilt, false);
    await clock.advance(1);
    assert.equal(isBuilt, true);
  });

  it('sends declarations that come in time', async () => {
    const declaration = { kind: 'declaration', path: 'lib.d.ts', text: 'function lib(): void;' } as const;
    const { prompt } = await builder({ declarations: () => Promise.resolve([declaration]) })('a = █');
    assert.match(userText(prompt), /<RELATED path="lib.d.ts">\nfunction lib\(\): void;/);
  });
});
