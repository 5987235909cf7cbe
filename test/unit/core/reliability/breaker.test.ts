import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Breaker, Breakers, type Report, type Verdict } from '../../../../src/core/reliability/breaker.ts';
import { FakeClock } from '../../../support/fakeClock.ts';
import { targetAt } from '../../../support/requests.ts';

const nothing = () => undefined;

/** Sends a request through, if it may go. */
function send(breaker: Breaker, verdict: Verdict): boolean {
  const report = breaker.admit();
  report?.(verdict);
  return report !== undefined;
}

function opened(clock: FakeClock): Breaker {
  const breaker = new Breaker(clock, nothing);
  for (let failure = 0; failure < 5; failure++) send(breaker, 'failure');
  return breaker;
}

describe('Breaker', () => {
  it('opens after five failures in a row, not after five in all', () => {
    const breaker = new Breaker(new FakeClock(), nothing);
    for (const verdict of ['failure', 'failure', 'failure', 'failure', 'success'] as const) send(breaker, verdict);
    for (let failure = 0; failure < 4; failure++) send(breaker, 'failure');
    assert.equal(breaker.state.kind, 'closed');
    send(breaker, 'failure');
    assert.equal(breaker.state.kind, 'open');
    assert.equal(breaker.waitMs, 60_000);
  });

  it('is not opened by the mistakes of the user', () => {
    const breaker = new Breaker(new FakeClock(), nothing);
    for (let mistake = 0; mistake < 20; mistake++) send(breaker, 'nothing');
    assert.equal(breaker.state.kind, 'closed');
  });

  it('lets a single probe through after a minute, which closes it or opens it anew', async () => {
    for (const [verdict, kind] of [
      ['success', 'closed'],
      ['failure', 'open'],
      ['nothing', 'halfOpen'],
    ] as const) {
      const clock = new FakeClock();
      const breaker = opened(clock);
      await clock.advance(59_999);
      assert.equal(breaker.admit(), undefined);
      await clock.advance(1);
      const probe = breaker.admit();
      assert.ok(probe);
      assert.equal(breaker.admit(), undefined);
      probe(verdict);
      assert.equal(breaker.state.kind, kind);
    }
  });

  it('does not heed what was sent before it opened', () => {
    const clock = new FakeClock();
    const breaker = new Breaker(clock, nothing);
    const early = breaker.admit();
    for (let failure = 0; failure < 5; failure++) send(breaker, 'failure');
    early?.('success');
    assert.equal(breaker.state.kind, 'open');
  });

  it('lets the user try before the time', () => {
    const breaker = opened(new FakeClock());
    breaker.tryNow();
    assert.equal(send(breaker, 'success'), true);
    assert.equal(breaker.state.kind, 'closed');
  });

  it('keeps to its states whatever happens', () =>
    fc.assert(
      fc.asyncProperty(fc.array(event, { maxLength: 80 }), async (events) => {
        const clock = new FakeClock();
        const breaker = new Breaker(clock, nothing);
        const model = new ModelOfBreaker();
        const running: { readonly report: Report; readonly number: number }[] = [];
        for (const happened of events) {
          if (happened.kind === 'wait') {
            await clock.advance(happened.ms);
            model.pass(happened.ms);
          } else if (happened.kind === 'send') {
            const report = breaker.admit();
            const number = model.send();
            assert.equal(report !== undefined, number !== undefined);
            if (report && number !== undefined) running.push({ report, number });
          } else {
            const [ended] = running.splice(happened.which % Math.max(1, running.length), 1);
            ended?.report(happened.verdict);
            if (ended) model.end(ended.number, happened.verdict);
          }
          assert.equal(breaker.state.kind, model.kind);
          assert.equal(breaker.isShut, model.isShut);
        }
      }),
      { numRuns: 200 },
    ));
});

describe('Breakers', () => {
  it('keeps the models of an endpoint apart, and tells of each change', () => {
    const changes: string[] = [];
    const breakers = new Breakers(new FakeClock(), ({ model }, { kind }) => changes.push(`${model.id} ${kind}`));
    const one = targetAt('http://127.0.0.1/v1', { id: 'one' });
    for (let failure = 0; failure < 5; failure++) send(breakers.of(one), 'failure');
    assert.deepEqual(changes, ['one open']);
    assert.equal(breakers.of({ ...one }).isShut, true);
    assert.equal(breakers.of(targetAt('http://127.0.0.1/v1', { id: 'other' })).isShut, false);
  });
});

const event = fc.oneof(
  fc.record({ kind: fc.constant('send' as const) }),
  fc.record({ kind: fc.constant('wait' as const), ms: fc.constantFrom(1, 30_000, 60_000) }),
  fc.record({
    kind: fc.constant('end' as const),
    which: fc.nat(5),
    verdict: fc.constantFrom<Verdict>('success', 'failure', 'failure', 'nothing'),
  }),
);

/** The same rules, told plainly: which requests still have a say, and when the next may go. */
class ModelOfBreaker {
  #nowMs = 0;
  #openUntilMs: number | undefined;
  #failures = 0;
  #probe: number | undefined;
  #sent = 0;
  /** Requests up to this one were sent before the state last changed. */
  #stale = 0;

  get kind(): string {
    if (this.#openUntilMs === undefined) return 'closed';
    return this.#nowMs < this.#openUntilMs ? 'open' : 'halfOpen';
  }

  get isShut(): boolean {
    return this.kind === 'open' || (this.kind === 'halfOpen' && this.#probe !== undefined);
  }

  pass(ms: number): void {
    this.#nowMs += ms;
  }

  send(): number | undefined {
    if (this.isShut) return undefined;
    this.#sent++;
    if (this.kind === 'halfOpen') {
      this.#stale = this.#sent - 1;
      this.#probe = this.#sent;
    }
    return this.#sent;
  }

  end(number: number, verdict: Verdict): void {
    if (number <= this.#stale) return;
    const isProbe = this.#probe === number;
    if (verdict === 'success') {
      this.#failures = 0;
      if (isProbe) this.#change(undefined);
    } else if (verdict === 'failure') {
      if (isProbe || ++this.#failures === 5) this.#change(this.#nowMs + 60_000);
    } else if (isProbe) this.#change(this.#openUntilMs);
  }

  #change(openUntilMs: number | undefined): void {
    this.#openUntilMs = openUntilMs;
    this.#failures = 0;
    this.#probe = undefined;
    this.#stale = this.#sent;
  }
}
