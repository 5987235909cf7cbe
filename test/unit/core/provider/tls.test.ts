import assert from 'node:assert/strict';
import { ParlanceError } from '../../../../src/core/errors.ts';
import { describeError } from '../../../../src/core/provider/describeError.ts';
import { expired, otherHost, selfSigned } from '../../../fakes/certificates.ts';
import { startFakeProvider } from '../../../fakes/fakeProvider.ts';
import { collect, requestTo, targetAt, transportWith } from '../../../support/requests.ts';

describe('a certificate that cannot be trusted', () => {
  for (const [name, tls] of Object.entries({ selfSigned, expired, otherHost })) {
    it(`is named, with the setting that mends it: ${name}`, async () => {
      const provider = await startFakeProvider({ tls });
      try {
        const target = targetAt(provider.baseUrl);
        const chunks = transportWith()(requestTo(target), new AbortController().signal);
        await assert.rejects(collect(chunks), (error) => {
          assert(error instanceof ParlanceError);
          assert.equal(error.kind, 'tls');
          const { text, actions } = describeError(error, target);
          assert.match(text, /certificate/i);
          assert.equal(actions[0], 'openCertificateSetting');
          return true;
        });
        assert.equal(provider.requests.length, 0);
      } finally {
        await provider.close();
      }
    });
  }
});
