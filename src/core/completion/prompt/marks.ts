/** What the prompt's parts are set off by: words that no code has. */
export const cursorMark = '<CURSOR/>';
export const beforeMarks = { open: '<CODE_BEFORE_CURSOR>', close: '</CODE_BEFORE_CURSOR>' } as const;
export const afterMarks = { open: '<CODE_BELOW>', close: '</CODE_BELOW>' } as const;
export const relatedMarks = { open: '<RELATED', close: '</RELATED>' } as const;

/** All of them, for the filter that cuts an answer where it repeats one. */
export const promptMarks: readonly string[] = [
  cursorMark,
  '<CURSOR>',
  '</CURSOR>',
  ...[beforeMarks, afterMarks, relatedMarks].flatMap(({ open, close }) => [open, close]),
];
