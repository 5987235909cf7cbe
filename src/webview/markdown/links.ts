/** Where a link of an answer leads, if anywhere. */
export type Link =
  /** `url` in its plain form, without tricks of spelling: shown whole beside the link. */
  | { readonly kind: 'web'; readonly url: string }
  /** A file of the workspace, perhaps with a line. */
  | { readonly kind: 'file'; readonly path: string }
  /** A scheme that answers have no business with: shown as text. */
  | { readonly kind: 'dead' };

/** What hides a scheme from the eye and not from a browser: control, space and invisible characters. */
const ignored = /[\p{Cc}\p{Cf}\p{Z}]/gu;

/** `javascript:`, `command:`, `data:`, `vscode:`, `file:` and all other schemes than http and https are dead. */
export function readLink(href: string): Link {
  const target = href.replace(ignored, '');
  if (URL.canParse(target)) {
    const url = new URL(target);
    const isWeb = (url.protocol === 'https:' || url.protocol === 'http:') && url.hostname !== '';
    return isWeb ? { kind: 'web', url: url.href } : { kind: 'dead' };
  }
  const isRelative = /^(?![\\/]{2}|#|\?)[^:<>"|*]+(?::\d+(?::\d+)?)?$/.test(target) && !target.includes('..');
  return isRelative ? { kind: 'file', path: decode(target) } : { kind: 'dead' };
}

function decode(path: string): string {
  try {
    return decodeURIComponent(path);
  } catch {
    return path; // A lone `%`: then it is the name itself.
  }
}
