import type { Prompt } from '../../provider/request.ts';
import { traitsOf } from '../languages.ts';
import type { PromptParts } from './parts.ts';

/** A fill-in-the-middle prompt. Code from elsewhere comes as comments at the top: these models know nothing but code. */
export function fimPrompt({ path, languageId, related, above, line, below }: PromptParts): Prompt {
  const comment = commenter(languageId);
  const elsewhere = comment
    ? related.flatMap((piece) => [`Path: ${piece.path}`, ...piece.text.split('\n')].map(comment))
    : [];
  const heading = comment ? [comment(`Path: ${path}`)] : [];
  return {
    kind: 'fim',
    prefix: [...elsewhere, ...heading, ...above, line.prefix].join('\n'),
    suffix: [line.suffix, ...below].join('\n'),
  };
}

/** Turns a line into a comment; undefined for a language without comments. */
function commenter(languageId: string): ((line: string) => string) | undefined {
  const { lineComments, blockComment } = traitsOf(languageId);
  const [mark] = lineComments;
  if (mark !== undefined) return (line) => `${mark} ${line}`;
  return blockComment && ((line) => `${blockComment[0]} ${line} ${blockComment[1]}`);
}
