import assert from 'node:assert/strict';
import { chooseStrategy } from '../../../../src/core/generation/strategy.ts';

const requests = {
  simple: 'reverse a string',
  ordinary: 'a function that parses a date',
  demanding: 'design a system of classes',
};

describe('chooseStrategy', () => {
  it('takes what the user has set, with its figures', () => {
    for (const [name, maxOutputTokens, temperature] of [
      ['fast', 512, 0.1],
      ['balanced', 2_048, 0.2],
      ['thorough', 4_096, 0.3],
    ] as const) {
      const strategy = chooseStrategy(name, requests.demanding);
      assert.deepEqual(
        [strategy.name, strategy.maxOutputTokens, strategy.temperature],
        [name, maxOutputTokens, temperature],
      );
    }
  });

  it('goes by the words of the request where it is to choose, and says which', () => {
    assert.equal(chooseStrategy('adaptive', requests.simple).name, 'fast');
    assert.equal(chooseStrategy('adaptive', requests.ordinary).name, 'balanced');
    const demanding = chooseStrategy('adaptive', requests.demanding);
    assert.equal(demanding.name, 'thorough');
    assert.equal(demanding.reason, 'adaptive: for “design”, “system”, “classes”');
    assert.equal(chooseStrategy('adaptive', '设计一个系统').name, 'thorough');
  });

  it('chooses a step cheaper near the limit of a budget, and says so; the user’s own choice stays', () => {
    const names = Object.values(requests).map((request) => chooseStrategy('adaptive', request, true).name);
    assert.deepEqual(names, ['fast', 'fast', 'balanced']);
    assert.match(chooseStrategy('adaptive', requests.demanding, true).reason, /balanced in place of thorough/);
    assert.equal(chooseStrategy('thorough', requests.simple, true).name, 'thorough');
  });
});
