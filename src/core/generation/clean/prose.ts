/** How answers begin that are addressed to the reader, in the languages that models speak most. */
const openings =
  /^(?:sure|certainly|of course|here(?:'s| is| are)|okay|ok[,.!]|great|absolutely|below is|the following|this (?:code|function|implementation|snippet|script|class|method|program|query|solution|version|will|is)|i(?:'ll|'ve| have| will| can|'m| am)|let(?:'s| me| us)|to (?:implement|do|create|use|run|achieve)|you can|you'll|we can|we'll|note(?:s|:| that)|explanation|example usage|usage|output|in this|as (?:an|requested|you)|first,|finally,|make sure|remember|please|sorry|apologies|unfortunately|the (?:code|function|above|implementation|solution|script|method|class|program|query) |it (?:uses|returns|takes|handles|works|will)|how it works|key (?:points|features)|if you|feel free|hope this|for example[,:]|this )/i;
const remarks =
  /^(?:sure[!,]|certainly[!,]|of course[!,]|here(?:'s| is) (?:the|a|an|your)\b.*:$|let me know|feel free|hope this|this (?:code|function|snippet|implementation|example)\b|i(?:'ve|'ll| have)\b|i apologize|explanation:|好的|以下是|说明：)/i;
const chinese = /^(?:好的|当然|以下|下面|这是|这里|这个|这段|该|上述|上面|说明|注意|请|您|你|可以|示例|用法|解释|代码)/;
/** Signs that sentences seldom hold and code usually does. */
const code = /[;{}<>=]|=>|::|\w\(|\)\s*$|^\s*[@#$\\/*]|^\s*["'`]|\w\.\w+\(/;
const markdown = /^(?:#{1,6}\s+\S|\*\*[^*]+\*\*:?|[-*]\s+(?:\*\*|`)[^*`]+(?:\*\*|`)|\d+\.\s+(?:\*\*|[A-Z]))/;
const plainWord = /^[("“‘]?[\p{L}][\p{L}'’-]*[).,:;!?"”’]*$/u;

/** Whether a line is addressed to the reader of the answer. For lines outside of fences. */
export function isProse(line: string): boolean {
  const text = line.trim();
  if (text === '') return false;
  if (chinese.test(text) && !/[;{}=]/.test(text)) return true;
  if (openings.test(text) && isSentence(text)) return true;
  return isSentence(text) && /[.:!?]$/.test(text) && !code.test(text.replaceAll(/`[^`]*`/g, ''));
}

/** Whether a line can be nothing but a remark of the answer's author, even among other sentences. */
export function isRemark(line: string): boolean {
  return remarks.test(line.trim());
}

/** Markdown that only explains: headings, bold labels and bullets. Not where `#` or `-` begin code. */
export function isMarkdownProse(line: string): boolean {
  return markdown.test(line.trim());
}

/** An item of a list that explains. Only where prose has come before: code has lists too. */
export function isListedProse(line: string): boolean {
  const [, item] = /^\s*(?:[-*+•]|\d+[.)])\s+(.+)$/.exec(line) ?? [];
  if (item === undefined || /[;{}=]/.test(item)) return false;
  const words = item.replaceAll(/`[^`]*`/g, 'x').split(/\s+/);
  const plain = words.filter((word) => plainWord.test(word));
  return words.length >= 4 && plain.length >= words.length * 0.7;
}

/** Some words in a row, the first with a capital or known to open a remark. */
function isSentence(text: string): boolean {
  const bare = text.replaceAll(/`[^`]*`/g, 'x');
  if (/[;{}]\s*$/.test(bare) || /\w=\S/.test(bare)) return false;
  const words = bare.split(/\s+/);
  const plain = words.filter((word) => plainWord.test(word));
  return plain.length >= Math.max(2, words.length * 0.7) && /^[\p{Lu}"“(*]|^[a-z]+['’]/u.test(bare.trim())
    ? true
    : openings.test(bare) && plain.length >= 1 && words.length <= 3;
}
