import assert from 'node:assert/strict';
import { silentLog } from '../../../../../src/core/base/log.ts';
import { FimProbe } from '../../../../../src/core/provider/fim/fimProbe.ts';
import type { FimSupport } from '../../../../../src/core/provider/target.ts';
import { systemClock } from '../../../../../src/vscode/systemClock.ts';
import { answer, failure, type Behaviour } from '../../../../fakes/reply.ts';
import { pipelineTo } from '../../../../support/pipelines.ts';
import { targetAt, withFakeProvider } from '../../../../support/requests.ts';

interface Case {
  readonly model?: string;
  /** What `/completions` answers, by whether it is asked with a suffix. */
  readonly completions: (hasSuffix: boolean) => Behaviour;
  readonly found: FimSupport;
  readonly requests: readonly string[];
}

const noRoute = failure(404, { message: 'Not Found' });
const noSuffix = failure(400, { message: 'suffix is not supported', param: 'suffix' });
const suffix = '/v1/completions with suffix';
const raw = '/v1/completions';

const cases: Record<string, Case> = {
  'serves it with a suffix': { completions: () => answer('quantity'), found: 'suffix', requests: [suffix] },
  'serves chat alone': { completions: () => noRoute, found: 'none', requests: [suffix] },
  'ignores the suffix': { completions: () => answer('a, b'), found: 'none', requests: [suffix] },
  'takes the template of the model alone': {
    model: 'qwen2.5-coder-7b',
    completions: (hasSuffix) => (hasSuffix ? noSuffix : answer('quantity')),
    found: 'template',
    requests: [suffix, raw],
  },
  'takes no suffix, for a model without a template': {
    completions: () => noSuffix,
    found: 'none',
    requests: [suffix],
  },
  'has a problem of its own': { completions: () => failure(503, {}), found: 'unknown', requests: [suffix] },
};

describe('FimProbe', () => {
  const provider = withFakeProvider();

  for (const [name, { model = 'unheard-of', completions, found, requests }] of Object.entries(cases)) {
    it(`finds out once that an endpoint ${name}`, async () => {
      const { pipe, quirks, ledger } = pipelineTo(systemClock);
      provider.current.when(({ path, body }) => (path === raw ? completions('suffix' in body) : undefined));
      const target = targetAt(provider.current.baseUrl, { id: model, fim: 'unknown' });
      const over = Promise.withResolvers<void>();
      const log = { ...silentLog, info: () => over.resolve(), debug: () => over.resolve() };
      const probe = new FimProbe({ pipe, quirks, log, clock: systemClock, newId: () => 'probe' });
      assert.equal(probe.support(target), 'unknown');
      assert.equal(probe.support(target), 'unknown');
      await over.promise;
      assert.equal(probe.support(target), found);
      assert.deepEqual(
        provider.current.requests.map(({ path, body }) => ('suffix' in body ? `${path} with suffix` : path)),
        requests,
      );
      const usd = ledger.reduce((sum, { receipt: { cost } }) => sum + (cost.kind === 'known' ? cost.usd : 0), 0);
      assert.ok(Math.abs(usd - provider.current.bill.usd) < 1e-9, 'the probe is in the ledger as it was billed');
    });
  }

  it('asks nobody where the user has said it', () => {
    const { pipe, quirks } = pipelineTo(systemClock);
    const probe = new FimProbe({ pipe, quirks, log: silentLog, clock: systemClock, newId: () => 'probe' });
    for (const fim of ['suffix', 'template', 'none'] as const)
      assert.equal(probe.support(targetAt(provider.current.baseUrl, { fim })), fim);
    assert.equal(provider.current.requests.length, 0);
  });
});
