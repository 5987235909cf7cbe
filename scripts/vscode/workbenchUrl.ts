import { resolve, sep } from 'node:path';

export interface WorkbenchOptions {
  readonly port: number;
  /** A folder or a `.code-workspace` file; an empty window without it. */
  readonly workspace?: string | undefined;
  /** The folder of the extension to load from there. The workbench takes one only; of several, it keeps the last. */
  readonly extension?: string | undefined;
  /** A bundle whose `run` is called in the extension host. */
  readonly tests?: string | undefined;
  readonly openFile?: string | undefined;
  /** The server's, where it has one. */
  readonly token?: string | undefined;
}

/** The address that opens a window of the server on `port`. */
export function workbenchUrl({ port, workspace, extension, tests, openFile, token }: WorkbenchOptions): string {
  const remote = (path: string) => `vscode-remote://127.0.0.1:${port}${asUriPath(path)}`;
  const payload = [
    ['skipWelcome', 'true'],
    ...(extension ? [['extensionDevelopmentPath', remote(extension)]] : []),
    ...(tests ? [['extensionTestsPath', remote(tests)]] : []),
    ...(openFile ? [['openFile', remote(openFile)]] : []),
  ];
  const url = new URL(`http://127.0.0.1:${port}/`);
  const kind = workspace?.endsWith('.code-workspace') ? 'workspace' : 'folder';
  if (workspace) url.searchParams.set(kind, asUriPath(workspace));
  else url.searchParams.set('ew', 'true');
  if (token !== undefined) url.searchParams.set('tkn', token);
  url.searchParams.set('payload', JSON.stringify(payload));
  return url.href;
}

/** `C:\a` is `/C:/a` in a URI. */
function asUriPath(path: string): string {
  const absolute = resolve(path).split(sep).join('/');
  return absolute.startsWith('/') ? absolute : `/${absolute}`;
}
