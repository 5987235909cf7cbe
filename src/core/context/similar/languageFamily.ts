/** Languages whose code can serve each other as an example. Any other language is a family of its own. */
const families: Readonly<Record<string, readonly string[]>> = {
  javascript: ['typescript', 'typescriptreact', 'javascriptreact', 'vue', 'svelte', 'astro'],
  c: ['cpp', 'objective-c', 'objective-cpp', 'cuda-cpp'],
  css: ['scss', 'less', 'sass'],
  java: ['kotlin', 'groovy'],
  csharp: ['razor', 'aspnetcorerazor'],
  json: ['jsonc', 'jsonl', 'json5'],
  python: ['jupyter'],
};

const familyOf = new Map(
  Object.entries(families).flatMap(([family, members]) => members.map((member) => [member, family] as const)),
);

/** @param languageId as VS Code names it */
export function languageFamily(languageId: string): string {
  return familyOf.get(languageId) ?? languageId;
}
