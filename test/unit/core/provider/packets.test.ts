import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { chatChunk, done, stream, type Step } from '../../../fakes/reply.ts';
import {
  collect,
  endOf,
  requestTo,
  targetAt,
  textOf,
  transportWith,
  withFakeProvider,
} from '../../../support/requests.ts';

const never = new AbortController().signal;
const data = (text: string) => JSON.stringify({ choices: [{ index: 0, delta: { content: text } }] });

/** One piece of text as an event, in every form in which servers send one. */
const forms: readonly ((text: string) => Step)[] = [
  (text) => chatChunk({ content: text }),
  (text) => ({ raw: `data: ${data(text)}\r\n\r\n` }),
  (text) => ({ raw: `data:${data(text)}\n\n` }),
  (text) => ({ raw: `: keep-alive\n\ndata: ${data(text)}\n\n` }),
  (text) => ({ raw: `event: message\nid: 1\ndata: ${data(text)}\n\n` }),
  (text) => ({ raw: `data: ${data(text).replace(',"delta"', ',\ndata: "delta"')}\n\n` }),
  (text) => ({ raw: `data: ${JSON.stringify({ choices: [] })}\n\ndata: ${data(text)}\n\n` }),
];

describe('a stream in packets of any size', () => {
  const provider = withFakeProvider();
  const pieces = fc.array(
    fc.tuple(fc.string({ unit: 'grapheme', minLength: 1, maxLength: 12 }), fc.nat(forms.length - 1)),
    {
      minLength: 1,
      maxLength: 8,
    },
  );
  const sizes = fc.array(fc.integer({ min: 1, max: 80 }), { minLength: 1, maxLength: 5 });

  it('gives the same text', () =>
    fc.assert(
      fc.asyncProperty(pieces, sizes, fc.boolean(), async (parts, bytes, isDone) => {
        const steps = parts.flatMap(([text, form]) => forms[form]?.(text) ?? []);
        const end = [chatChunk({}, 'stop'), ...(isDone ? [done] : [])];
        provider.current.reply(stream([...steps, ...end], undefined, { bytes }));
        const chunks = await collect(transportWith()(requestTo(targetAt(provider.current.baseUrl)), never));
        // Think blocks and the like are another matter: none of these texts has one.
        assert.equal(textOf(chunks), parts.map(([text]) => text).join(''));
        assert.deepEqual(endOf(chunks)?.finish, { kind: 'complete' });
      }),
      { numRuns: 60 },
    ));
});
