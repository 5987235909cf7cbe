import { findMatches, type FindInLine } from '../finding.ts';

/**
 * A text may hold what looks like one of our placeholders: this very file does. It gets a placeholder of its own,
 * else it would be taken for the secret that goes by its name when the answer is restored.
 */
export const findPlaceholders: FindInLine = (line) =>
  line.includes('PARLANCE_SECRET_') ? findMatches(line, /PARLANCE_SECRET_\d+/dg) : [];
