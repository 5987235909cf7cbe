// The rooms of docs/architecture.md and who may import whom, as one table.
import { dirname, relative, resolve, sep } from 'node:path';

const root = resolve(import.meta.dirname, '..');

/** Room → the rooms it may import beside itself. The longest matching folder names a file's room. */
const mayImport = {
  'src/core/base': [],
  'src/core/errors.ts': ['src/core/base'],
  'src/core/settings.ts': ['src/core/base', 'src/core/provider'],
  'src/core/provider': ['src/core/base', 'src/core/errors.ts'],
  'src/core/reliability': ['src/core/base', 'src/core/errors.ts', 'src/core/provider'],
  'src/core/cost': ['src/core/base', 'src/core/errors.ts', 'src/core/provider'],
  'src/core/context': ['src/core/base'],
};
const foundations = Object.keys(mayImport);
for (const feature of ['generation', 'completion', 'chat', 'compare']) mayImport[`src/core/${feature}`] = foundations;
Object.assign(mayImport, {
  'src/storage': ['src/core'],
  'src/workers': ['src/core'],
  'src/protocol': [],
  'src/webview': ['src/protocol'],
  'src/vscode': ['src/core', 'src/storage', 'src/workers', 'src/protocol'],
  'src/extension.ts': ['src'],
});

/** Node modules that touch the world; core gets what they give as arguments. */
const worldly = /^node:(fs|http|https|net|tls|child_process|os|process|worker_threads|sqlite|dns)/;
const pureRooms = /^src\/(core|protocol)\b/;

const within = (path, folder) => path === folder || path.startsWith(`${folder}/`);

function roomOf(path) {
  return Object.keys(mayImport)
    .filter((room) => within(path, room))
    .sort((a, b) => b.length - a.length)[0];
}

function complaint(file, specifier) {
  const room = roomOf(file);
  if (!room) return undefined;
  if (specifier === 'vscode' && !/^src\/(vscode|extension\.ts)/.test(file)) return `only src/vscode imports 'vscode'`;
  if (worldly.test(specifier) && (pureRooms.test(file) || within(file, 'src/webview'))) {
    return `${room} is pure: '${specifier}' comes in as an argument`;
  }
  if (!specifier.startsWith('.')) return undefined;
  const target = relative(root, resolve(root, dirname(file), specifier))
    .split(sep)
    .join('/');
  if (within(target, room) || mayImport[room].some((allowed) => within(target, allowed))) return undefined;
  return `${room} may not import ${target}; see docs/architecture.md`;
}

const imports = {
  meta: { type: 'problem' },
  create(context) {
    const file = relative(root, context.filename).split(sep).join('/');
    const check = (node) => {
      const specifier = node.source?.value;
      const message = typeof specifier === 'string' ? complaint(file, specifier) : undefined;
      if (message) context.report({ node, message });
    };
    return {
      ImportDeclaration: check,
      ExportNamedDeclaration: check,
      ExportAllDeclaration: check,
      ImportExpression: check,
    };
  },
};

export default { meta: { name: 'layers' }, rules: { imports } };
