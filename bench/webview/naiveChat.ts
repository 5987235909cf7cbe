// The baseline of chat.ts: renders the whole message anew on each chunk, as a first version would.
import hljs from 'highlight.js/lib/common';
import { marked } from 'marked';

let text = '';
globalThis.addEventListener('message', ({ data }: MessageEvent<{ type: string; text: string }>) => {
  if (data.type !== 'append') return;
  text += data.text;
  const root = document.getElementById('root');
  if (!root) return;
  root.innerHTML = marked.parse(text, { async: false });
  for (const code of root.querySelectorAll<HTMLElement>('pre code')) hljs.highlightElement(code);
});
