import type { Palette } from '../../../protocol/chatView.ts';
import { tokenKinds, type TokenKind } from '../../../protocol/tokenKinds.ts';

/** A rule of a colour theme, as VS Code's themes and `editor.tokenColorCustomizations` write it. */
export interface TokenRule {
  readonly scope: readonly string[];
  /** `#rrggbb`, with or without alpha. */
  readonly foreground: string;
}

/** What the grammars of VS Code's own languages call each kind; the first that the theme colours counts. */
const scopesOf: Readonly<Record<TokenKind, readonly string[]>> = {
  comment: ['comment.line.double-slash'],
  string: ['string.quoted.double'],
  regexp: ['string.regexp', 'string.quoted.double'],
  number: ['constant.numeric.decimal'],
  constant: ['constant.language.boolean'],
  keyword: ['keyword.control.flow'],
  storage: ['storage.type.function', 'storage.modifier'],
  operator: ['keyword.operator.arithmetic'],
  function: ['entity.name.function', 'support.function'],
  type: ['entity.name.type.class', 'support.type.primitive'],
  variable: ['variable.other.readwrite'],
  parameter: ['variable.parameter', 'variable.other.readwrite'],
  property: ['variable.other.property', 'support.type.property-name', 'variable.other.readwrite'],
  tag: ['entity.name.tag'],
  attribute: ['entity.other.attribute-name'],
  meta: ['meta.preprocessor', 'keyword.control.directive'],
  heading: ['markup.heading', 'entity.name.section'],
  link: ['markup.underline.link', 'string.other.link'],
  inserted: ['markup.inserted'],
  deleted: ['markup.deleted'],
};

/** The colours that a theme gives to what the chat tells apart. Later rules win over earlier ones that say as much. */
export function paletteOf(rules: readonly TokenRule[]): Palette {
  const palette: Palette = {};
  for (const kind of tokenKinds) {
    const colour = scopesOf[kind].map((scope) => colourOf(scope, rules)).find((found) => found !== undefined);
    if (colour !== undefined) palette[kind] = colour;
  }
  return palette;
}

function colourOf(scope: string, rules: readonly TokenRule[]): string | undefined {
  let best: string | undefined;
  let bestLength = 0;
  for (const { scope: selectors, foreground } of rules) {
    const length = Math.max(0, ...selectors.map((selector) => (matches(selector, scope) ? selector.length : 0)));
    if (length === 0 || length < bestLength) continue;
    best = foreground;
    bestLength = length;
  }
  return best;
}

/** A selector with a parent in it is for one language or place: not for code in general. */
function matches(selector: string, scope: string): boolean {
  return scope === selector || scope.startsWith(`${selector}.`);
}
