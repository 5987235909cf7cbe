/** What a webview tells apart in highlighted code. Each has a colour, from the editor's theme where it is known. */
export const tokenKinds = [
  'comment',
  'string',
  'regexp',
  'number',
  'constant',
  'keyword',
  'storage',
  'operator',
  'function',
  'type',
  'variable',
  'parameter',
  'property',
  'tag',
  'attribute',
  'meta',
  'heading',
  'link',
  'inserted',
  'deleted',
] as const;

export type TokenKind = (typeof tokenKinds)[number];
