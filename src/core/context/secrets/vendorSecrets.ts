import type { Finding } from './finding.ts';

/** Lets a comment in a file switch the search off. */
const commentsRule = '@secretlint/secretlint-rule-filter-comments';
/** A key is one word. Findings of more than that are URLs and settings, of which our own patterns find the secret part. */
const oneWord = /^[\w.~+/=-]+$/;
/** 13.0.7 reports the name and the first half of the value. */
const misplaced = 'AWSSecretAccessKey';

/** The vendors' keys that secretlint's recommended rules find. 1 ms for 32 KB; loaded on first use. */
export async function findVendorSecrets(text: string): Promise<readonly Finding[]> {
  const { lintSource, recommendedRules, secretLintProfiler } = await import('#lazy/secrets');
  secretLintProfiler.setEnabled(false);
  const rules = recommendedRules.map((rule) => ({ id: rule.meta.id, rule })).filter(({ id }) => id !== commentsRule);
  const { messages } = await lintSource({
    source: { content: text, filePath: 'prompt.txt', ext: '.txt', contentType: 'text' },
    options: { noPhysicFilePath: true, config: { rules } },
  });
  return messages
    .filter(({ messageId, range: [start, end] }) => messageId !== misplaced && oneWord.test(text.slice(start, end)))
    .map(({ range: [start, end] }) => ({ start, end }));
}
