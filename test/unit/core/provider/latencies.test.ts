import assert from 'node:assert/strict';
import { Latencies } from '../../../../src/core/provider/latencies.ts';
import { targetAt } from '../../../support/requests.ts';

describe('Latencies', () => {
  const one = targetAt('http://127.0.0.1:1/v1');
  const other = targetAt('http://127.0.0.1:2/v1');

  it('takes the median of the latest nine, each endpoint for itself', () => {
    const latencies = new Latencies();
    assert.equal(latencies.usual(one), undefined);
    for (const ms of [9000, 9000, 100, 200, 300, 400, 500, 600, 700, 800, 900]) latencies.add(one, ms);
    latencies.add(other, 5);
    assert.equal(latencies.usual(one), 500);
    assert.equal(latencies.usual(other), 5);
  });
});
