/**
 * Characters that hide or reorder what stands beside them (Trojan Source, CVE-2021-42574; smuggled tag characters).
 * Zero-width joiners stay in prose, where emoji and scripts need them.
 */
const inProse = /[\u202A-\u202E\u2066-\u2069\u{E0000}-\u{E007F}]/u;
const inCode = /[\u00AD\u200B-\u200F\u202A-\u202E\u2060-\u2069\uFEFF\u{E0000}-\u{E007F}]/u;

export interface VisibleRun {
  readonly text: string;
  /** `U+202E` where `text` is a character that must not take effect. */
  readonly mark: string | undefined;
}

/** Cuts a text at its hidden characters, so that they can be shown by name. */
export function reveal(text: string, where: 'prose' | 'code'): readonly VisibleRun[] {
  const hidden = where === 'code' ? inCode : inProse;
  if (!hidden.test(text)) return [{ text, mark: undefined }];
  const runs: VisibleRun[] = [];
  let plain = '';
  for (const character of text) {
    if (!hidden.test(character)) {
      plain += character;
      continue;
    }
    if (plain !== '') runs.push({ text: plain, mark: undefined });
    plain = '';
    runs.push({ text: character, mark: nameOf(character) });
  }
  if (plain !== '') runs.push({ text: plain, mark: undefined });
  return runs;
}

function nameOf(character: string): string {
  return `U+${(character.codePointAt(0) ?? 0).toString(16).toUpperCase().padStart(4, '0')}`;
}
