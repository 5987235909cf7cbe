const longest = 60;

/** A chat's title, from its first message and without a request. */
export function titleOf(message: string): string {
  const words = message
    .replace(/```[\s\S]*?(?:```|$)/g, ' ')
    .replace(/^\s*\/([\w-]+)\s*/, (_, name: string) => `${name[0]?.toUpperCase() ?? ''}${name.slice(1)}: `)
    .replace(/[`*_#>]+/g, '')
    .replace(/\s+/g, ' ')
    .trim()
    .replace(/:$/, '');
  if (words === '') return 'Code';
  if (words.length <= longest) return words;
  const firstSentence = /^.{10,}?[.!?。！？](?=\s|$)/u.exec(words)?.[0];
  if (firstSentence !== undefined && firstSentence.length <= longest) return firstSentence;
  return `${cutAtWord(words, longest)}…`;
}

/** Between words where the script has spaces, between characters elsewhere. */
function cutAtWord(text: string, length: number): string {
  const cut = Array.from(text).slice(0, length).join('');
  const space = cut.lastIndexOf(' ');
  return space > length / 2 ? cut.slice(0, space) : cut;
}
