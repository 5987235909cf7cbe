/** The longest slug that our links take. */
const longestSlug = 60;

// Turn a title into a URL slug: lower case, accents removed, everything but letters and
// digits becomes a single hyphen, at most longestSlug characters, never cut inside a word
// unless the first word alone is too long.
export function slugify(title: string): string {
}

console.log(slugify('Crème brûlée: the 10-minute version!'));
