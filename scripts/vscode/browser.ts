import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { chromium, type Browser, type BrowserContext, type LaunchOptions } from 'playwright-core';

const quiet = [
  '--no-sandbox',
  '--disable-gpu',
  '--disable-quic',
  '--no-first-run',
  '--disable-background-networking',
  '--disable-component-update',
  '--disable-sync',
  '--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1', // nothing but loopback
];

/** A headless Chromium: the system's where there is one, else the one inside the npm package @sparticuz/chromium. */
export async function launchBrowser(): Promise<Browser> {
  return chromium.launch(await launchOptions());
}

/** The same with storage that outlives it, in `folder`. */
export async function launchPersistentBrowser(folder: string, options: { viewport: Size }): Promise<BrowserContext> {
  return chromium.launchPersistentContext(folder, { ...(await launchOptions()), ...options });
}

export interface Size {
  readonly width: number;
  readonly height: number;
}

async function launchOptions(): Promise<LaunchOptions> {
  // On a signal, Playwright would close the browser and stay; the browser ends with this process anyway.
  const signals = { handleSIGINT: false, handleSIGTERM: false, handleSIGHUP: false };
  const installed = usualPlaces().find((path) => existsSync(path));
  if (installed) return { executablePath: installed, args: quiet, ...signals };
  const { default: packed } = await import('@sparticuz/chromium');
  return { executablePath: await packed.executablePath(), args: [...packed.args, ...quiet], ...signals };
}

function usualPlaces(): readonly string[] {
  switch (process.platform) {
    case 'darwin':
      return [
        '/Applications/Google Chrome.app/Contents/MacOS/Google Chrome',
        '/Applications/Chromium.app/Contents/MacOS/Chromium',
        '/Applications/Microsoft Edge.app/Contents/MacOS/Microsoft Edge',
      ];
    case 'win32':
      return ['PROGRAMFILES', 'PROGRAMFILES(X86)', 'LOCALAPPDATA']
        .map((name) => process.env[name])
        .filter((folder) => folder !== undefined)
        .flatMap((folder) => [
          join(folder, 'Google/Chrome/Application/chrome.exe'),
          join(folder, 'Microsoft/Edge/Application/msedge.exe'),
        ]);
    default:
      return ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable', 'microsoft-edge'].map(
        (name) => `/usr/bin/${name}`,
      );
  }
}
