import { readFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { parse } from 'jsonc-parser';
import { extensions, workspace } from 'vscode';
import { elements, field, stringField } from '../../../core/base/json.ts';
import type { TokenRule } from './paletteOf.ts';

/** Themes include one another; more than this is a circle. */
const deepestInclude = 10;

/**
 * The rules by which the theme with this id colours code, with the user's own changes behind them. Empty where the
 * theme is not one of JSON files, or not to be read from here.
 */
export async function themeRules(themeId: string): Promise<readonly TokenRule[]> {
  const file = themeFile(themeId);
  const rules = file === undefined ? [] : await rulesIn(file, deepestInclude);
  const customizations: unknown = workspace.getConfiguration('editor').get('tokenColorCustomizations');
  const forTheme = field(customizations, `[${themeId}]`);
  return [...rules, ...customRules(customizations), ...customRules(forTheme)];
}

/** @param themeId as VS Code keeps it in the settings: the theme's id, else its label */
function themeFile(themeId: string): string | undefined {
  for (const { packageJSON, extensionPath } of extensions.all) {
    const themes = elements(field(field(packageJSON, 'contributes'), 'themes')) ?? [];
    const theme = themes.find((each) => (stringField(each, 'id') ?? stringField(each, 'label')) === themeId);
    const path = stringField(theme, 'path');
    if (path !== undefined) return join(extensionPath, path);
  }
  return undefined;
}

async function rulesIn(file: string, depth: number): Promise<readonly TokenRule[]> {
  if (depth === 0 || !file.endsWith('.json')) return [];
  let theme: unknown;
  try {
    theme = parse(await readFile(file, 'utf8'));
  } catch {
    return []; // Such as one that lies elsewhere: the webview has colours of its own.
  }
  const include = stringField(theme, 'include');
  const tokenColors = field(theme, 'tokenColors');
  const others = [include, typeof tokenColors === 'string' ? tokenColors : undefined];
  const included = await Promise.all(
    others.flatMap((other) => (other === undefined ? [] : [rulesIn(join(dirname(file), other), depth - 1)])),
  );
  return [...included.flat(), ...textMateRules(tokenColors)];
}

function customRules(customizations: unknown): readonly TokenRule[] {
  return [...simpleRules(customizations), ...textMateRules(field(customizations, 'textMateRules'))];
}

function textMateRules(list: unknown): readonly TokenRule[] {
  return (elements(list) ?? []).flatMap((rule) => {
    const foreground = stringField(field(rule, 'settings'), 'foreground');
    const scope = field(rule, 'scope');
    if (foreground === undefined || !/^#[\da-f]{3,8}$/i.test(foreground)) return [];
    const selectors = typeof scope === 'string' ? scope.split(',') : (elements(scope) ?? []);
    return [{ foreground, scope: selectors.filter((each) => typeof each === 'string').map((each) => each.trim()) }];
  });
}

/** What the settings call by plain names. */
const simpleScopes = {
  comments: 'comment',
  strings: 'string',
  numbers: 'constant.numeric',
  keywords: 'keyword',
  functions: 'entity.name.function',
  types: 'entity.name.type',
  variables: 'variable',
} as const;

function simpleRules(customizations: unknown): readonly TokenRule[] {
  return Object.entries(simpleScopes).flatMap(([name, scope]) => {
    const value = field(customizations, name);
    const foreground = typeof value === 'string' ? value : stringField(value, 'foreground');
    return foreground === undefined || !foreground.startsWith('#') ? [] : [{ scope: [scope], foreground }];
  });
}
