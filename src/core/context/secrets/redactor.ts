import { LRUCache } from 'lru-cache';
import { detached, lineEnd } from '../tokens/pieces.ts';
import { merged, type Finding } from './finding.ts';
import { findPrivateKeys } from './patterns/privateKeys.ts';
import { Placeholders } from './placeholders.ts';
import { findSecretsInLine } from './secretPatterns.ts';
import { findVendorSecrets } from './vendorSecrets.ts';

export interface Redacted {
  readonly text: string;
  /** Those in `text`, each once. */
  readonly placeholders: readonly string[];
}

/** Harmless lines that every pattern has to look at; V8 compiles a pattern when it runs for the second time. */
const sampleLines: readonly string[] = ['one', 'two', 'three'].map(
  (word) => `const password = settings.get("${word}-token"); // curl https://example.com/${word}?sig=none bearer key`,
);
const rememberedLines = 20_000;
const rememberedTexts = 500;
const rememberedCharacters = 4_000_000;

/**
 * Replaces secrets by placeholders before a text leaves, and puts them back into what comes from the model.
 * One for a workspace's session. Give it texts as the user sees them, that is, restored.
 */
export class Redactor {
  readonly #placeholders = new Placeholders();
  readonly #findingsByLine = new LRUCache<string, readonly Finding[]>({
    max: rememberedLines,
    maxSize: rememberedCharacters,
    sizeCalculation: (_, line) => line.length + 1,
  });
  readonly #findingsByText = new LRUCache<string, readonly Finding[]>({
    max: rememberedTexts,
    maxSize: rememberedCharacters,
    sizeCalculation: (_, text) => text.length + 1,
  });

  /** Loads and compiles what the first text would otherwise wait for: some 30 ms, to be spent when idle. */
  async warmUp(): Promise<void> {
    await this.redact(sampleLines.join('\n'));
  }

  /** By our own patterns and those of the vendors' keys. For commands and chat. */
  async redact(text: string): Promise<Redacted> {
    const own = this.#ownFindings(text);
    let vendors = this.#findingsByText.get(text);
    if (!vendors) {
      vendors = await findVendorSecrets(text);
      this.#findingsByText.set(text, vendors);
    }
    return this.#replaced(text, [...own, ...vendors]);
  }

  /** By our own patterns alone, at once. For ghost text. */
  redactNow(text: string): Redacted {
    return this.#replaced(text, this.#ownFindings(text));
  }

  /** A line, or any text that does not end inside a placeholder. */
  restore(text: string): string {
    return this.#placeholders.restore(text);
  }

  #ownFindings(text: string): readonly Finding[] {
    const findings: Finding[] = [...findPrivateKeys(text)];
    for (let start = 0; start < text.length;) {
      const end = lineEnd(text, start);
      for (const finding of this.#findingsIn(text.slice(start, end))) {
        findings.push({ start: start + finding.start, end: start + finding.end });
      }
      start = end;
    }
    return findings;
  }

  #findingsIn(line: string): readonly Finding[] {
    let findings = this.#findingsByLine.get(line);
    if (!findings) {
      findings = findSecretsInLine(line);
      this.#findingsByLine.set(detached(line), findings);
    }
    return findings;
  }

  #replaced(text: string, findings: readonly Finding[]): Redacted {
    if (findings.length === 0) return { text, placeholders: [] };
    const parts: string[] = [];
    const placeholders = new Set<string>();
    let last = 0;
    for (const { start, end } of merged(findings)) {
      const placeholder = this.#placeholders.nameFor(text.slice(start, end));
      placeholders.add(placeholder);
      parts.push(text.slice(last, start), placeholder);
      last = end;
    }
    return { text: parts.join('') + text.slice(last), placeholders: [...placeholders] };
  }
}
