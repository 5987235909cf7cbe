import { createServer, type AddressInfo, type Server } from 'node:net';

/** Mocha may take a minute for one test; more than this is a hang. */
const longestSilenceMs = 120_000;

/**
 * Receives what the tests print inside the extension host and prints it here, byte for byte: the workbench's own
 * forwarding of the console mixes it with its log.
 */
export class TestOutput {
  readonly #server: Server;
  #timer: NodeJS.Timeout | undefined;
  /** Called when the tests have not begun, gone on or ended in time. */
  onSilence: (text: string) => void = () => undefined;

  static async listen(): Promise<TestOutput> {
    const output = new TestOutput();
    await new Promise<void>((resolve) => output.#server.listen(0, '127.0.0.1', resolve));
    return output;
  }

  private constructor() {
    this.#server = createServer((socket) => {
      socket.on('error', () => undefined); // the extension host ended; its exit code says how
      socket.on('data', (data) => {
        process.stdout.write(data);
        this.#waitAgain();
      });
    });
    this.#waitAgain();
  }

  /** Tells the tests where to print: read by test/host/run.ts. */
  get env(): NodeJS.ProcessEnv {
    return { PARLANCE_TEST_OUTPUT: String((this.#server.address() as AddressInfo).port) };
  }

  /** Prints why the run failed and gives its exit code. */
  fail(reason: string): number {
    console.error(reason);
    return 1;
  }

  async close(): Promise<void> {
    clearTimeout(this.#timer);
    await new Promise((resolve) => this.#server.close(resolve));
  }

  #waitAgain(): void {
    clearTimeout(this.#timer);
    this.#timer = setTimeout(
      () => this.onSilence(`The tests have printed nothing for ${longestSilenceMs / 1000} s.`),
      longestSilenceMs,
    );
  }
}
