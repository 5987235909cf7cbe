import assert from 'node:assert/strict';
import { InlineEditor, told, testTarget } from '../../../support/inlineEditor.ts';

const longEnough = 5_000;
/** VS Code's own wait between a key and its call. */
const editorDelay = 50;

/** The first token after 400 ms, then four characters every 20 ms. */
const slow = (text: string) => ({ chunks: text.match(/.{1,4}/gs) ?? [], firstTokenMs: 400, chunkMs: 20 });

describe('CompletionEngine', () => {
  describe('asking', () => {
    it('asks after a pause and shows the answer', async () => {
      const editor = new InlineEditor('const total = █', { answer: () => 'items.length;' });
      const outcome = await editor.askFor(longEnough);
      assert.equal(told(outcome), 'items.length;');
      assert.deepEqual(outcome?.kind === 'items' && outcome.source, 'request');
      assert.equal(editor.sent.length, 1);
    });

    it('asks at once on a blank line behind a block opener', async () => {
      const editor = new InlineEditor('function f() {\n  █\n}', { answer: () => 'return 1;' });
      assert.equal(told(await editor.askFor(0)), 'return 1;');
    });

    it('sends nothing while keys follow each other', async () => {
      const editor = new InlineEditor('cons█', { answer: () => 'x' });
      for (const key of 'tant') {
        void editor.ask().catch(() => undefined);
        await editor.clock.advance(60);
        editor.type(key);
      }
      assert.equal(editor.sent.length, 0);
    });

    it('does not go on when the document has changed in the pause', async () => {
      const editor = new InlineEditor('const a = █', { answer: () => '1;' });
      const outcome = editor.ask();
      await editor.clock.advance(20);
      editor.type('2');
      await assert.rejects(outcome, /superseded/);
      await editor.clock.advance(longEnough);
      assert.equal(editor.sent.length, 0);
      assert.equal(editor.engine.decisions.last?.outcome?.kind, 'skip');
    });

    it('asks no second time where the model had nothing to say', async () => {
      const editor = new InlineEditor('const a = █', { answer: () => 'I cannot see what is missing here.' });
      assert.equal(told(await editor.askFor(longEnough)), '(filtered by prose)');
      assert.equal(told(await editor.askFor(longEnough)), '(nothingHere)');
      assert.equal(editor.sent.length, 1);
    });

    it('tells of a failure as a reason', async () => {
      const error = new Error('down');
      const editor = new InlineEditor('const a = █', { answer: () => ({ chunks: [], error }) });
      const outcome = await editor.askFor(longEnough);
      assert.deepEqual(outcome, { kind: 'skip', skip: { reason: 'failed', error } });
      assert.equal(told(await editor.askFor(longEnough)), '(failed)', 'a failure is not remembered');
      assert.equal(editor.sent.length, 2);
    });

    it('leaves a request unsent against an obstacle', async () => {
      const editor = new InlineEditor('const a = █', { answer: () => '1', parts: { obstacle: () => 'breakerOpen' } });
      assert.equal(told(await editor.askFor(longEnough)), '(breakerOpen)');
      assert.equal(editor.sent.length, 0);
    });
  });

  describe('streaming', () => {
    it('cancels the stream as soon as the line is there', async () => {
      const chunks = ['const', ' b', ' =', ' a', ';', '\n', 'more', ' of', ' it', '\n', 'and', ' more'];
      const editor = new InlineEditor('const a = 1;\n█\nuse(a, b);', {
        answer: () => ({ chunks, firstTokenMs: 400, chunkMs: 20 }),
        call: { fixedPauseMs: 100 },
      });
      const outcome = await editor.askFor(100 + 400 + 5 * 20);
      assert.equal(told(outcome), 'const b = a;');
      assert.deepEqual([editor.sent[0]?.delivered, editor.sent[0]?.endedBy], [6, 'stopped']);
    });

    it('cancels the stream as soon as the block is closed', async () => {
      const answer = 'return n * 2;\n}\n\nfunction other() {}';
      const editor = new InlineEditor('function twice(n) {\n  █\n}', {
        answer: () => ({ chunks: answer.split(''), chunkMs: 10 }),
      });
      assert.equal(told(await editor.askFor(longEnough)), 'return n * 2;');
      assert.ok((editor.sent[0]?.delivered ?? Infinity) <= 'return n * 2;\n}\n'.length);
      assert.equal(editor.sent[0]?.endedBy, 'stopped');
    });

    it('takes what has arrived when the stream breaks', async () => {
      const failed = { kind: 'truncated', by: 'length' } as const;
      const editor = new InlineEditor('const a = █', { answer: () => ({ chunks: ['compute(', '1'], finish: failed }) });
      assert.equal(told(await editor.askFor(longEnough)), 'compute(1');
    });
  });

  describe('reuse', () => {
    const line = 'items.filter((item) => item.isOpen).map((item) => item.id);';

    it('shows what is left while the suggestion is typed, and sends nothing', async () => {
      const editor = new InlineEditor('const ids = █', { answer: () => line });
      assert.equal(told(await editor.askFor(longEnough)), line);
      for (let typed = 1; typed <= 40; typed++) {
        editor.type(line[typed - 1] ?? '');
        const outcome = await editor.askFor(0);
        assert.equal(told(outcome), line.slice(typed));
        assert.equal(outcome?.kind === 'items' && outcome.source, 'shown');
      }
      assert.equal(editor.sent.length, 1);
    });

    it('gives back what was deleted', async () => {
      const editor = new InlineEditor('const ids = it█', { answer: () => 'ems.length;' });
      await editor.askFor(longEnough);
      editor.backspace(2);
      assert.equal(told(await editor.askFor(0)), 'items.length;');
      assert.equal(editor.sent.length, 1);
    });

    it('keeps the suggestion when the editor closes a bracket', async () => {
      const editor = new InlineEditor('const n = █', { answer: () => 'Math.max(a, b);' });
      await editor.askFor(longEnough);
      for (const key of 'Math.max') editor.type(key);
      editor.type('(', ')');
      const outcome = await editor.askFor(0);
      assert.deepEqual(outcome?.kind === 'items' && outcome.items, [
        { text: 'a, b);', start: { line: 0, character: 19 }, end: { line: 0, character: 20 } },
      ]);
      editor.type('a, b');
      editor.typeOver(')');
      assert.equal(told(await editor.askFor(0)), '(filtered by blank)', 'a lone semicolon is not worth showing');
      assert.equal(editor.sent.length, 1);
    });

    it('keeps the suggestion over Enter between braces', async () => {
      const editor = new InlineEditor('function f() █', { answer: () => '{\n  return 1;\n}' });
      assert.equal(told(await editor.askFor(longEnough)), '{\n    return 1;\n}');
      editor.type('{', '}');
      assert.equal(told(await editor.askFor(0)), '\n    return 1;\n}');
      editor.type('\n    ', '\n');
      assert.equal(told(await editor.askFor(0)), 'return 1;');
      assert.equal(editor.sent.length, 1);
    });

    it('asks anew when something else is typed', async () => {
      const editor = new InlineEditor('const a = █', { answer: ({ id }) => (id === 'request-1' ? 'one;' : 'wo;') });
      await editor.askFor(longEnough);
      editor.type('t');
      const outcome = await editor.askFor(longEnough);
      assert.equal(told(outcome), 'wo;');
      assert.equal(editor.sent.length, 2);
    });

    it('has no use for an answer when the code below has changed', async () => {
      const editor = new InlineEditor('const a = █\nuse(a);', { answer: ({ id }) => `${id};` });
      await editor.askFor(longEnough);
      editor.type('1;\n');
      editor.backspace(0);
      assert.notEqual(told(await editor.askFor(longEnough)), 'request-1;');
    });

    it('forgets after ten minutes', async () => {
      const editor = new InlineEditor('const a = █', { answer: ({ id }) => `${id};` });
      await editor.askFor(longEnough);
      await editor.clock.advance(11 * 60_000);
      assert.equal(told(await editor.askFor(longEnough)), 'request-2;');
    });

    it('does not show one model what another said', async () => {
      const editor = new InlineEditor('const a = █', { answer: ({ target }) => `${target.model.id};` });
      await editor.askFor(longEnough);
      const target = { ...testTarget, model: { ...testTarget.model, id: 'another' } };
      assert.equal(told(await editor.askFor(longEnough, { target })), 'another;');
    });
  });

  describe('requests under way', () => {
    it('waits for the request whose answer may go on from what was typed', async () => {
      const answer = 'return this.items.length;';
      const editor = new InlineEditor('function f() {\n  █\n}', { answer: () => slow(answer) });
      void editor.ask().catch(() => undefined);
      let outcome;
      for (const key of answer.slice(0, 10)) {
        await editor.clock.advance(80 - editorDelay);
        editor.type(key);
        await editor.clock.advance(editorDelay);
        outcome = editor.ask();
        outcome.catch(() => undefined);
      }
      await editor.clock.advance(longEnough);
      assert.equal(told(await outcome), answer.slice(10));
      assert.equal(editor.sent.length, 1);
    });

    it('cancels a request at once when its answer contradicts what was typed', async () => {
      const editor = new InlineEditor('function f() {\n  █\n}', { answer: () => slow('return 1;') });
      void editor.ask().catch(() => undefined);
      await editor.clock.advance(30);
      editor.type('x');
      await editor.clock.advance(390);
      assert.equal(editor.sent[0]?.endedBy, 'aborted');
      assert.equal(editor.sent[0]?.delivered, 1);
    });

    it('cancels a request at once when the key contradicts its answer', async () => {
      const editor = new InlineEditor('function f() {\n  █\n}', { answer: () => slow('return 1;') });
      void editor.ask().catch(() => undefined);
      await editor.clock.advance(405);
      editor.type('x');
      await editor.clock.advance(0);
      assert.equal(editor.sent[0]?.endedBy, 'aborted');
    });

    it('cancels a request at once when text before its place is deleted', async () => {
      const editor = new InlineEditor('const ab = █', { answer: () => slow('return 1;'), call: { fixedPauseMs: 1 } });
      void editor.ask().catch(() => undefined);
      await editor.clock.advance(10);
      editor.backspace(3);
      await editor.clock.advance(0);
      assert.equal(editor.sent[0]?.endedBy, 'aborted');
    });

    it('keeps a request while keys that agree come one after the other', async () => {
      const answer = 'return this.items.length;';
      const editor = new InlineEditor('function f() {\n  █\n}', {
        answer: () => ({ chunks: [answer], firstTokenMs: 2_000 }),
      });
      void editor.ask().catch(() => undefined);
      for (const key of answer.slice(0, 18)) {
        // Each call is made late, and ended soon.
        await editor.clock.advance(20);
        editor.type(key);
        await editor.clock.advance(90);
        void editor.ask().catch(() => undefined);
      }
      assert.deepEqual([editor.sent.length, editor.sent[0]?.endedBy], [1, undefined]);
    });

    it('cancels a request that nobody waits for', async () => {
      const editor = new InlineEditor('function f() {\n  █\n}', { answer: () => slow('return 1;') });
      const call = new AbortController();
      void editor.ask().catch(() => undefined);
      await editor.clock.advance(10);
      editor.typeOver('');
      call.abort();
      await editor.clock.advance(395);
      assert.equal(editor.sent[0]?.endedBy, undefined);
      await editor.clock.advance(10);
      assert.equal(editor.sent[0]?.endedBy, 'aborted');
      assert.equal(editor.clock.sleeping, 0);
    });
  });

  describe('by hand', () => {
    it('offers up to three different texts, wherever the cursor is', async () => {
      const editor = new InlineEditor('const a = fo█o;', {
        answer: ({ temperature }) => (temperature === 0 ? 'x' : `y${temperature}`),
      });
      const outcome = await editor.askFor(longEnough, { trigger: 'manual' });
      assert.deepEqual(outcome?.kind === 'items' && outcome.items.map(({ text }) => text), ['x', 'y0.6', 'y0.9']);
    });

    it('offers equal texts once', async () => {
      const editor = new InlineEditor('const a = █', { answer: () => 'same;' });
      const outcome = await editor.askFor(longEnough, { trigger: 'manual' });
      assert.deepEqual(outcome?.kind === 'items' && outcome.items.length, 1);
      assert.equal(editor.sent.length, 3);
    });

    it('has what is shown as the first, and asks for the others', async () => {
      const editor = new InlineEditor('const a = █', { answer: ({ temperature }) => `t${temperature};` });
      await editor.askFor(longEnough);
      const outcome = await editor.askFor(longEnough, { trigger: 'manual' });
      assert.deepEqual(outcome?.kind === 'items' && outcome.items.map(({ text }) => text), ['t0;', 't0.6;', 't0.9;']);
      assert.equal(editor.sent.length, 3);
    });

    it('stops at a spent budget', async () => {
      const editor = new InlineEditor('const a = █', { answer: () => '1', parts: { obstacle: () => 'budgetSpent' } });
      assert.equal(told(await editor.askFor(longEnough, { trigger: 'manual' })), '(budgetSpent)');
    });
  });

  describe('the suggest widget', () => {
    const item = { text: 'forEach', start: { line: 0, character: 6 }, end: { line: 0, character: 8 } };

    it('extends the selected entry', async () => {
      const editor = new InlineEditor('items.fo█', { answer: () => '((item) => item.run());' });
      const outcome = await editor.askFor(longEnough, { suggestItem: item });
      assert.deepEqual(outcome?.kind === 'items' && outcome.items, [
        { text: 'forEach((item) => item.run());', start: item.start, end: item.end },
      ]);
    });

    it('is silent about an entry that does not begin with what was typed', async () => {
      const editor = new InlineEditor('items.fo█', { answer: () => 'x' });
      const outcome = await editor.askFor(longEnough, { suggestItem: { ...item, text: 'unfold' } });
      assert.equal(told(outcome), '(suggestWidget)');
      assert.equal(editor.sent.length, 0);
    });
  });

  describe('asking ahead', () => {
    const answers = ['first();', 'second();'];
    const editorWith = (code: string) => {
      let number = 0;
      return new InlineEditor(code, { answer: () => answers[number++] ?? 'third();' });
    };

    it('has the next suggestion at hand when the one in view is accepted', async () => {
      const editor = editorWith('function f() {\n  █\n}');
      const outcome = await editor.askFor(longEnough);
      assert(outcome?.kind === 'items');
      const [item] = outcome.items;
      await editor.prefetch(item!);
      assert.equal(editor.sent.at(-1)?.request.feature, 'prefetch');
      editor.type(`${item!.text}\n  `);
      assert.equal(told(await editor.askFor(0)), 'second();');
      assert.equal(editor.sent.length, 2);
    });

    it('asks nothing where it would not ask by itself, or has asked', async () => {
      const editor = editorWith('call(█name);');
      const at = { line: 0, character: 5 };
      await editor.prefetch({ text: 'the', start: at, end: at }); // in the middle of a word
      assert.equal(editor.sent.length, 0);
      const other = editorWith('const a = █');
      const outcome = await other.askFor(longEnough);
      assert(outcome?.kind === 'items');
      await other.prefetch(outcome.items[0]!);
      await other.prefetch(outcome.items[0]!);
      assert.equal(other.sent.length, 2);
    });
  });

  it('frees all it has under way', async () => {
    const editor = new InlineEditor('function f() {\n  █\n}', { answer: () => ({ chunks: ['a'], firstTokenMs: 400 }) });
    void editor.ask().catch(() => undefined);
    await editor.clock.advance(1);
    editor.engine.dispose();
    await editor.clock.advance(1);
    assert.equal(editor.sent[0]?.endedBy, 'aborted');
  });
});
