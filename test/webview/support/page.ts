import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { join } from 'node:path';
import type { Browser, Page } from 'playwright-core';
import { webviewHtml } from '../../../src/vscode/webview/webviewHtml.ts';

/** The variables that VS Code 1.139 gives a webview, and its own style sheet, recorded from the real workbench. */
export const themes = ['dark', 'light', 'hc-dark', 'hc-light'] as const;
type Theme = (typeof themes)[number];

interface ThemeFile {
  readonly bodyClass: string;
  readonly themeId: string;
  readonly kind: string;
  readonly variables: Readonly<Record<string, string>>;
}

const root = join(import.meta.dirname, '../../..');
const types: Readonly<Record<string, string>> = { js: 'text/javascript', css: 'text/css', map: 'application/json' };

/** Serves the built bundle of a view in the page that VS Code would put it in, policy included. */
export class WebviewServer {
  readonly #server: Server;

  private constructor(server: Server) {
    this.#server = server;
  }

  /** @param view the name of its bundle in dist/webview */
  static async start(view: string): Promise<WebviewServer> {
    const server = createServer((request, response) => {
      const path = new URL(request.url ?? '/', 'http://localhost').pathname;
      if (path === '/') {
        const origin = `http://${request.headers.host}`;
        const page = webviewHtml({
          title: view,
          script: `${view}.js`,
          style: `${view}.css`,
          cspSource: origin,
          nonce: 'n',
        });
        response.writeHead(200, { 'content-type': 'text/html; charset=utf-8' }).end(page);
        return;
      }
      readFile(join(root, 'dist/webview', path)).then(
        (content) =>
          response.writeHead(200, { 'content-type': types[path.split('.').at(-1) ?? ''] ?? '' }).end(content),
        () => response.writeHead(404).end(),
      );
    });
    await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
    return new WebviewServer(server);
  }

  get origin(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  async close(): Promise<void> {
    this.#server.closeAllConnections();
    await new Promise((resolve) => this.#server.close(resolve));
  }
}

export interface WebviewOptions {
  readonly theme?: Theme;
  readonly width?: number;
  readonly height?: number;
  readonly scale?: number;
  readonly reducedMotion?: boolean;
  /** What `getState` gives, as after a reload. */
  readonly state?: unknown;
}

declare global {
  // What stands in for VS Code on the page.
  var posted: { type: string }[];
  var kept: unknown;
}

/** A page with the view in it, as VS Code would open it. */
export async function openWebview(
  browser: Browser,
  server: WebviewServer,
  options: WebviewOptions = {},
): Promise<Page> {
  const { theme = 'dark', width = 400, height = 800, scale = 1, reducedMotion = false, state } = options;
  const page = await browser.newPage({
    viewport: { width, height },
    deviceScaleFactor: scale,
    reducedMotion: reducedMotion ? 'reduce' : 'no-preference',
  });
  const file = JSON.parse(await readFile(join(import.meta.dirname, `../themes/${theme}.json`), 'utf8')) as ThemeFile;
  const css = await readFile(join(import.meta.dirname, '../themes/default.css'), 'utf8');
  await page.addInitScript(standIn, { file, css, state });
  await page.goto(server.origin);
  return page;
}

/** Runs in the page before its script does. */
function standIn({ file, css, state }: { file: ThemeFile; css: string; state: unknown }): void {
  globalThis.posted = [];
  globalThis.kept = state;
  Object.assign(globalThis, {
    acquireVsCodeApi: () => ({
      postMessage: (message: { type: string }) => globalThis.posted.push(message),
      getState: () => globalThis.kept,
      setState: (next: unknown) => (globalThis.kept = next),
    }),
  });
  const dress = () => {
    const { style } = document.documentElement;
    for (const [name, value] of Object.entries(file.variables)) style.setProperty(name, value);
    const sheet = new CSSStyleSheet();
    // In the workbench the view lies on the side bar.
    sheet.replaceSync(`${css}\nhtml { background: var(--vscode-sideBar-background); }`);
    document.adoptedStyleSheets = [sheet];
    document.body.className = file.bodyClass;
    document.body.dataset['vscodeThemeId'] = file.themeId;
    document.body.dataset['vscodeThemeKind'] = file.kind;
  };
  new MutationObserver((_, observer) => {
    if (!document.body) return;
    observer.disconnect();
    dress();
  }).observe(document, { childList: true, subtree: true });
}
