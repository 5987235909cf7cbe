import { Worker } from 'node:worker_threads';
import type { ConnectTokenizer, TokenizerAnswer } from '../../core/context/tokens/tokenizerPort.ts';

/** Connects to `dist/tokenizerWorker.cjs`, given by its absolute path or URL. */
export function tokenizerIn(workerFile: string | URL): ConnectTokenizer {
  return (listener) => {
    const worker = new Worker(workerFile);
    // Nobody waits for a count at the end of the extension host's life.
    worker.unref();
    worker.on('message', (answer: TokenizerAnswer) => listener.onAnswer(answer));
    worker.on('messageerror', (cause) => listener.onFailure(cause));
    worker.on('error', (cause) => listener.onFailure(cause));
    return {
      send: (request) => worker.postMessage(request),
      dispose: () => void worker.terminate(),
    };
  };
}
