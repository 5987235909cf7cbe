import assert from 'node:assert/strict';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import { silentLog } from '../../../../src/core/base/log.ts';
import { TokenCounter } from '../../../../src/core/context/tokens/tokenCounter.ts';
import { tokenizerIn } from '../../../../src/vscode/workers/tokenizerWorkerPort.ts';

const workerFile = new URL('../../../../src/workers/tokenizerWorker.ts', import.meta.url);

describe('the tokenizer in its worker', () => {
  const counter = new TokenCounter(tokenizerIn(workerFile), silentLog);
  after(() => counter.dispose());

  const texts: readonly [name: string, text: string][] = [
    [
      'TypeScript',
      'export function area(w: number, h: number): number {\n  // both in pixels\n  return w * h;\n}\n\n\nexport const a = 1;\n',
    ],
    ['Python with CRLF', 'def area(w, h):\r\n    """Area."""\r\n\r\n    return w * h\r\n'],
    ['Chinese', '# 计算矩形的面积,宽乘以高\ndef area(w, h): return w * h'],
    ['special tokens as plain text', 'stop at <|endoftext|> or <|im_start|>\n'],
    ['no text', ''],
  ];
  for (const [name, text] of texts) {
    it(`counts ${name} as the encoder counts the whole`, async () => {
      assert.equal(await counter.count(text), countTokens(text, { disallowedSpecial: new Set() }));
      assert.equal(counter.countNow(text), await counter.count(text));
    });
  }

  it('counts long lines without a break in pieces', async () => {
    const tokens = await counter.count('汉'.repeat(34_000));
    assert.ok(tokens > 10_000 && tokens < 40_000, `${tokens}`);
  });

  it('falls back to estimates when the worker cannot start', async () => {
    const errors: string[] = [];
    const log = { ...silentLog, error: (message: string) => void errors.push(message) };
    const broken = new TokenCounter(tokenizerIn(new URL('missing.ts', import.meta.url)), log);
    assert.ok((await broken.count('const a = 1;')) > 0);
    assert.equal(errors.length, 1);
  });
});
