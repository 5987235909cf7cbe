import assert from 'node:assert/strict';
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { text } from 'node:stream/consumers';
import { exportMetrics } from '../../../../src/vscode/usage/metricsExport.ts';
import { entryOf } from '../../../support/ledgerEntries.ts';

describe('exportMetrics', () => {
  it('sends tokens, duration, cost and outcome by their names, and no content', async () => {
    const received: { readonly path: string; readonly body: string }[] = [];
    const receive = async (request: IncomingMessage, response: ServerResponse) => {
      received.push({ path: request.url ?? '', body: await text(request) });
      response.writeHead(200, { 'content-type': 'application/json' }).end('{}');
    };
    const collector = createServer((request, response) => void receive(request, response));
    await new Promise<void>((resolve) => collector.listen(0, '127.0.0.1', resolve));
    const { port } = collector.address() as AddressInfo;

    const metrics = await exportMetrics(`http://127.0.0.1:${port}/`, '1.2.3');
    metrics.add(entryOf(0.25));
    metrics.add(entryOf(0.5, { outcome: { kind: 'failed', error: 'timeout' } }));
    await metrics.close();
    collector.close();

    const [first] = received;
    assert.equal(first?.path, '/v1/metrics');
    const sent = received.map(({ body }) => body).join('\n');
    for (const part of [
      'gen_ai.client.token.usage',
      'gen_ai.client.operation.duration',
      'parlance.cost',
      'gen_ai.request.model',
      'deepseek-v3.2',
      'gen_ai.token.type',
      '"error.type"',
      'timeout',
      '"parlance.feature"',
    ])
      assert(sent.includes(part), part);
  });
});
