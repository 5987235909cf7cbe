import assert from 'node:assert/strict';
import { ParlanceError } from '../../../../src/core/errors.ts';
import { Cleaner } from '../../../../src/core/generation/clean/cleaner.ts';
import { generateCode, type GenerationEvent } from '../../../../src/core/generation/generateCode.ts';
import { describeError } from '../../../../src/core/provider/describeError.ts';
import type { Message } from '../../../../src/core/provider/request.ts';
import type { FakeProvider } from '../../../fakes/fakeProvider.ts';
import { FakeClock, settle } from '../../../support/fakeClock.ts';
import { pipelineTo } from '../../../support/pipelines.ts';
import { requestTo, targetAt, withFakeProvider } from '../../../support/requests.ts';
import { code, faults, type Fault } from './faults.ts';

const comment = '// two constants\n';
const placement = {
  range: { start: comment.length, end: comment.length },
  lead: '',
  indent: '',
  tail: '\n',
  mode: 'insert',
  unit: '  ',
  eol: '\n',
  signature: [],
  following: [],
} as const;
const [firstLine = ''] = code.split('\n');
const documents = {
  complete: comment + code,
  half: `${comment}${firstLine}\n`,
  untouched: comment,
};
/** Long enough to be trimmed where it has to be. */
const messages: readonly Message[] = [
  { role: 'system', content: 'You write code.' },
  { role: 'user', content: 'x'.repeat(4_000) },
  { role: 'assistant', content: 'y'.repeat(4_000) },
  { role: 'user', content: 'two constants' },
];

interface Course {
  readonly document: string;
  readonly error?: ParlanceError | undefined;
  readonly waits: readonly number[];
  readonly ledger: readonly string[];
}

/** Generates into a document while the provider plays the fault, and moves the clock as the pipe waits for it. */
async function play(fault: Fault, provider: FakeProvider): Promise<Course> {
  const clock = new FakeClock();
  const { pipe, ledger } = pipelineTo(clock);
  provider.reply(...fault.replies);
  const request = requestTo(targetAt(provider.baseUrl), {
    prompt: { kind: 'chat', messages },
    promptTokens: 2_030,
    stop: ['END'],
  });
  const cleaner = new Cleaner({ placement, languageId: 'typescript', instruction: 'two constants', imports: '' });
  const events = generateCode(request, { pipe, cleaner, restore: (text) => text }, new AbortController().signal);
  const waits: number[] = [];
  let document = comment;
  let error: ParlanceError | undefined;
  if (fault.expiresAfterMs !== undefined) void expire(provider, clock, fault.expiresAfterMs);
  try {
    for await (const event of events) {
      if (event.kind === 'code') document += event.text;
      const waitMs = retryOf(event);
      if (waitMs !== undefined) {
        waits.push(waitMs);
        void passTime(clock, waitMs, provider);
      }
      if (event.kind === 'end' && event.outcome.finish.kind === 'failed') error = event.outcome.finish.error;
    }
  } catch (thrown) {
    assert.ok(thrown instanceof ParlanceError, String(thrown));
    error = thrown;
    document = comment;
  }
  const booked = ledger.map(({ outcome }) => (outcome.kind === 'failed' ? `failed: ${outcome.error}` : outcome.kind));
  return { document, error, waits, ledger: booked };
}

function retryOf(event: GenerationEvent): number | undefined {
  return event.kind === 'notice' && event.notice.kind === 'retrying' ? event.notice.waitMs : undefined;
}

/** Nothing may be sent a moment too early. */
async function passTime(clock: FakeClock, ms: number, provider: FakeProvider): Promise<void> {
  const before = provider.requests.length;
  await clock.advance(ms - 1);
  assert.equal(provider.requests.length, before, 'sent before its time');
  await clock.advance(1);
}

/** Lets a limit expire once the provider has fallen silent. */
async function expire(provider: FakeProvider, clock: FakeClock, ms: number): Promise<void> {
  await provider.received(1);
  // What came of the stream is read: the connection is as silent as the provider.
  for (let turn = 0; turn < 50; turn++) await settle();
  await clock.advance(ms);
}

describe('every fault of a provider, through the whole pipe', () => {
  const provider = withFakeProvider();

  it('is played', () => assert.ok(Object.values(faults).flatMap(Object.keys).length >= 75));

  for (const [group, cases] of Object.entries(faults)) {
    describe(group, () => {
      for (const [name, fault] of Object.entries(cases)) {
        it(name, async () => {
          const course = await play(fault, provider.current);
          assert.equal(course.error?.kind, fault.told?.kind);
          assert.equal(course.document, documents[fault.document]);
          assert.deepEqual(course.waits, fault.waits ?? []);
          assert.equal(provider.current.requests.length, fault.requests);
          assert.deepEqual(course.ledger, [fault.ledger]);
          if (!fault.told || !course.error) return;
          const { text, actions } = describeError(course.error, targetAt(provider.current.baseUrl));
          assert.match(text, fault.told.words);
          assert.deepEqual(actions, fault.told.actions);
          assert.doesNotMatch(text, /<html|<!DOCTYPE/i);
        });
      }
    });
  }
});
