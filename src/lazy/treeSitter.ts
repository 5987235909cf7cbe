// A CommonJS module without named exports that Node could see.
import library from '@vscode/tree-sitter-wasm';

export const { Language, Parser } = library;
