import assert from 'node:assert/strict';
import { once } from 'node:events';
import { copyFileSync } from 'node:fs';
import { createServer, type AddressInfo, type Server, type Socket } from 'node:net';
import { join } from 'node:path';
import { createInterface } from 'node:readline';
import { build } from 'esbuild';
import { repository } from '../../../scripts/vscode/installation.ts';
import type { Profile } from '../../../scripts/vscode/profile.ts';
import type { Question, Questions } from '../probe/questions.ts';

interface Waiting {
  readonly resolve: (answer: never) => void;
  readonly reject: (error: Error) => void;
}

/** The tests' end of the wire to the probe extension in the window. */
export class Probe {
  readonly #server: Server = createServer((socket) => this.#accept(socket));
  readonly #waiting = new Map<number, Waiting>();
  #socket: Promise<Socket>;
  #current: Socket | undefined;
  #connected: (socket: Socket) => void = () => undefined;
  #lastId = 0;

  static async listen(): Promise<Probe> {
    const probe = new Probe();
    probe.#server.listen(0, '127.0.0.1');
    await once(probe.#server, 'listening');
    return probe;
  }

  private constructor() {
    this.#socket = this.#nextConnection();
  }

  /** Tells the extension host where we listen. */
  get env(): NodeJS.ProcessEnv {
    return { PARLANCE_PROBE: String((this.#server.address() as AddressInfo).port) };
  }

  /** Waits for the extension host where it is not up yet. */
  async ask<Q extends Question>(question: Q, ask: Questions[Q]['ask']): Promise<Questions[Q]['answer']> {
    const socket = await this.#socket;
    const id = ++this.#lastId;
    return new Promise((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject });
      socket.write(`${JSON.stringify({ id, question, ask })}\n`);
    });
  }

  async close(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#current?.destroy();
    await closed;
  }

  #nextConnection(): Promise<Socket> {
    return new Promise((resolve) => (this.#connected = resolve));
  }

  #accept(socket: Socket): void {
    socket.on('error', () => undefined);
    socket.on('close', () => {
      this.#socket = this.#nextConnection(); // a window that reloads comes back with another extension host
      for (const { reject } of this.#waiting.values()) reject(new Error('The extension host has ended.'));
      this.#waiting.clear();
    });
    createInterface(socket).on('line', (line) => this.#receive(line));
    this.#current = socket;
    this.#connected(socket);
  }

  #receive(line: string): void {
    const { id, answer, error } = JSON.parse(line) as { id: number; answer: never; error?: string };
    const waiting = this.#waiting.get(id);
    assert(waiting);
    this.#waiting.delete(id);
    if (error === undefined) waiting.resolve(answer);
    else waiting.reject(new Error(error));
  }
}

/** Bundles the probe and puts it among the profile's extensions. */
export async function installProbe({ extensions }: Profile): Promise<void> {
  const source = join(repository, 'test/ui/probe');
  const folder = join(extensions, 'parlance-tests.probe-0.0.0');
  await build({
    entryPoints: [join(source, 'extension.ts')],
    outfile: join(folder, 'extension.cjs'),
    bundle: true,
    platform: 'node',
    format: 'cjs',
    external: ['vscode'],
    logLevel: 'warning',
  });
  copyFileSync(join(source, 'package.json'), join(folder, 'package.json'));
}
