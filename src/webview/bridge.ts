import type { GenericSchema } from 'valibot';
import { read } from '../protocol/schema.ts';

interface VsCodeApi {
  postMessage(message: unknown): void;
  getState(): unknown;
  setState(state: unknown): void;
}
declare function acquireVsCodeApi(): VsCodeApi;

export interface Bridge<Out> {
  readonly post: (message: Out) => void;
  /** What `remember` was given before the view was hidden or VS Code restarted; its shape is not trusted. */
  readonly remembered: unknown;
  readonly remember: (state: unknown) => void;
}

/** The only way in and out of a webview. What does not fit `incoming` is dropped. */
export function connect<In, Out>(incoming: GenericSchema<unknown, In>, onMessage: (message: In) => void): Bridge<Out> {
  const api = acquireVsCodeApi();
  window.addEventListener('message', (event: MessageEvent<unknown>) => {
    const message = read(incoming, event.data);
    if (message !== undefined) onMessage(message);
  });
  return {
    post: (message) => api.postMessage(message),
    remembered: api.getState(),
    remember: (state) => api.setState(state),
  };
}
