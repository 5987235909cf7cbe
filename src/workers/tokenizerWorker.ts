import { parentPort } from 'node:worker_threads';
import { countTokens } from 'gpt-tokenizer/encoding/o200k_base';
import type { TokenizerAnswer, TokenizerRequest } from '../core/context/tokens/tokenizerPort.ts';

// Else a file that holds `<|endoftext|>` throws; to a model's server it is plain text as well.
const asPlainText = { disallowedSpecial: new Set<string>() };

parentPort?.on('message', ({ id, pieces }: TokenizerRequest) => {
  const counts = pieces.map((piece) => countTokens(piece, asPlainText));
  parentPort?.postMessage({ id, counts } satisfies TokenizerAnswer);
});
