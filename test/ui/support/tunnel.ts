import { createServer } from 'node:http';
import { connect, type AddressInfo, type Socket } from 'node:net';

/** An HTTP proxy on loopback that leads every connection to one port, whatever host it is meant for. */
export class Tunnel {
  /** `host:port` of each connection, as the client asked for it. */
  readonly hosts: string[] = [];
  readonly #server = createServer((_request, response) => response.writeHead(501).end());
  readonly #sockets = new Set<Socket>();

  constructor(port: () => number) {
    this.#server.on('connect', ({ url }, client: Socket) => {
      this.hosts.push(url ?? '');
      const provider = connect(port(), '127.0.0.1', () => {
        client.write('HTTP/1.1 200 Connection Established\r\n\r\n');
        provider.pipe(client).pipe(provider);
      });
      for (const socket of [client, provider]) {
        this.#sockets.add(socket);
        socket.on('error', () => socket.destroy());
      }
    });
  }

  async listen(): Promise<this> {
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', resolve));
    return this;
  }

  get address(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}
