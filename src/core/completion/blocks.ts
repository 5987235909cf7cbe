import { isBlank } from './indentation.ts';
import type { LanguageTraits } from './languages.ts';
import type { LexicalState } from './lexical.ts';

/** A line that ends so goes on in the next, as does a decorator or an attribute. */
const hanging = /([,([{=&|\\.]|[^+]\+|[^-]-|=>|->)$|^\s*(@[\w.]+(\(.*\))?|#!?\[.*\])$/;
const keywordOpener =
  /(\b(then|do|begin|else|repeat|of|where|try|ensure|rescue)|\bdo\s*\|[^|]*\||^\s*(def|class|module|if|unless|elsif|while|until|for|case|when|function|struct|macro|let|try|begin)\b.*[^;])\s*$/;
const indentationOpener = /(=|->|\b(do|where|of|then|else|with)|[|>][+-]?|:)\s*$/;
const openTag = /<[A-Za-z](?:[^<>]*[^/<>])?>\s*$/;
const voidTag = /<(br|hr|img|input|meta|link|area|base|col|embed|source|track|wbr)\b[^<]*$/i;
/** An arm of a switch: its body is indented without a bracket. */
const arm = /^\s*(case\b.*|default)\s*:\s*$/;

/** Whether a line cannot be the last of its statement. */
export function hangs(line: string): boolean {
  return hanging.test(line.trimEnd());
}

/** Whether a line opens a block otherwise than by a bracket. `start` is what is open where it begins. */
export function opensBlock(line: string, traits: LanguageTraits, start: LexicalState): boolean {
  switch (traits.blocks) {
    case 'brackets':
      return arm.test(line);
    case 'colon':
      return /:\s*(#.*)?$/.test(line) && start.open === '';
    case 'keywords':
      return keywordOpener.test(line) && !/\bend\s*$/.test(line);
    case 'indentation':
      return indentationOpener.test(line);
    case 'tags':
      return openTag.test(line) && !voidTag.test(line);
  }
}

/** Whether a line at the column of a block's header goes on with the same statement: `else`, `} catch`. */
export function continuesBlock(line: string): boolean {
  return /^\s*((else|elif|elsif|except|finally|rescue|ensure|catch|when)\b|[)\]}]+\s*(else|catch|finally|while)\b)/.test(
    line,
  );
}

/** Whether a line begins with what closes a block. */
export function closesBlock(line: string): boolean {
  return /^\s*([)\]}]|(end|done|fi|esac)\b|<\/)/.test(line);
}

/** Whether a line has nothing but what closes a block. */
export function isClosingLine(line: string): boolean {
  return !isBlank(line) && /^\s*([)\]}]+[;,]?|end|fi|done|esac|<\/[\w.-]*>)\s*$/.test(line);
}
