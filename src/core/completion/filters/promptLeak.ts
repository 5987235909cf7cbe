import { promptMarks } from '../prompt/marks.ts';
import type { AnswerFilter } from './filter.ts';

/** Marks of fill-in-the-middle and chat templates, which a model should never write. */
const templateMarks =
  /<\|[a-z_▁]+\|>|<｜[^｜\n]{1,30}｜>|<\/?(fim_(prefix|middle|suffix|pad)|file_sep|repo_name|endoftext)>|<(PRE|SUF|MID|EOT|EOD)>|\[(SUFFIX|PREFIX|MIDDLE|\/?INST)\]|<\/s>/;
/** The next speaker of a chat that the model makes up. */
const speaker = /^(Human|User|Assistant|System):\s/m;
/** A path as the prompt names it, or the head of another file. */
const pathLine = /^\s*(\/\/|#|--|;|<!--)?\s*(Path|File|Filename|Filepath|Language):\s*\S+.*$/m;

const escaped = promptMarks.map((mark) => mark.replace(/[/<>]/g, String.raw`\$&`));
const leak = new RegExp([...escaped, templateMarks.source, speaker.source, pathLine.source].join('|'), 'm');
const leadingMarks = new RegExp(String.raw`^\s*(${[...escaped, templateMarks.source].join('|')})\n?`);

/** Cuts the answer where it starts to repeat the prompt's own marks; marks in front of it are passed over. */
export const promptLeak: AnswerFilter = {
  name: 'promptLeak',
  apply(text) {
    let rest = text;
    while (leadingMarks.test(rest)) rest = rest.replace(leadingMarks, '');
    const at = rest.search(leak);
    return at < 0 ? rest : rest.slice(0, at).trimEnd();
  },
};
