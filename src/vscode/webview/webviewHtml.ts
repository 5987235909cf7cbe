/** What a webview's page is made of; addresses as `asWebviewUri` gives them. */
export interface WebviewPage {
  readonly title: string;
  readonly script: string;
  readonly style: string;
  /** Where VS Code serves the extension's files from. */
  readonly cspSource: string;
  /** Unguessable, new for each page. */
  readonly nonce: string;
}

/**
 * The page of every webview. Nothing loads but our own script and style sheet, nothing connects anywhere,
 * and with trusted types required and none allowed, no text can become markup: `innerHTML` throws.
 */
export function webviewHtml({ title, script, style, cspSource, nonce }: WebviewPage): string {
  const policy = [
    `default-src 'none'`,
    `script-src 'nonce-${nonce}'`,
    `style-src ${cspSource}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `require-trusted-types-for 'script'`,
    `trusted-types 'none'`,
  ].join('; ');
  return `<!DOCTYPE html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${policy}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<link rel="stylesheet" href="${style}">
<title>${title}</title>
</head>
<body>
<div id="root"></div>
<script nonce="${nonce}" src="${script}"></script>
</body>
</html>`;
}
