/**
 * Whether a text was made by chance rather than by a person. Names consist of words: runs of letters of one case, five
 * long on average. In random letters and digits such runs are two long: of random strings of 32 characters 99 in 100
 * are found, of 20 characters 9 in 10.
 */
export function looksRandom(text: string): boolean {
  const { letters, digits, average, isMixed } = runsOf(text);
  if (letters < 4) return false;
  if (isMixed) return average <= (digits < 2 && text.length < 32 ? 2.1 : 2.7);
  return digits >= 4 && average <= 3.5;
}

/** The same for what may be a name: twice as much of a proof. */
export function mustBeRandom(text: string): boolean {
  const { letters, digits, average } = runsOf(text);
  return letters >= 4 && digits >= 2 && average <= 2.1;
}

/** The same for a text of which its name says that it may be secret: half as much of a proof will do. */
export function couldBeRandom(text: string): boolean {
  const { letters, digits, runs, longest, average, isMixed } = runsOf(text);
  if (letters < 4 || runs < 4 || (longest > 7 && average > 3)) return false;
  return digits >= 2 ? average <= 5 : isMixed && average <= 3.5;
}

function runsOf(text: string) {
  let runs = 0;
  let digits = 0;
  let letters = 0;
  let capitals = 0;
  let longest = 0;
  for (const run of text.match(/[A-Z]?[a-z]+|[A-Z]+|\d+/g) ?? []) {
    runs++;
    longest = Math.max(longest, run.length);
    const first = run.charCodeAt(0);
    if (first < 58) digits += run.length;
    else letters += run.length;
    if (first >= 65 && first <= 90) capitals++;
  }
  const isMixed = capitals > 0 && /[a-z]/.test(text);
  return { runs, longest, digits, letters, isMixed, average: (letters + digits) / runs };
}
