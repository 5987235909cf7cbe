import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';

interface Setting {
  readonly scope: string;
  readonly default?: unknown;
  readonly description?: string;
  readonly markdownDescription?: string;
}

interface Manifest {
  readonly contributes: {
    readonly commands: readonly { readonly command: string; readonly title: string; readonly category: string }[];
    readonly configuration: { readonly properties: Readonly<Record<string, Setting>> };
  };
}

const read = (path: string) => readFileSync(new URL(`../../${path}`, import.meta.url), 'utf8');
const { contributes } = JSON.parse(read('package.json')) as Manifest;
const settings = contributes.configuration.properties;

describe('the manifest', () => {
  it('has just the settings that are read', () => {
    const readKeys = [...read('src/vscode/settings.ts').matchAll(/get\('([\w.]+)'/g)].map(
      ([, key]) => `parlance.${key}`,
    );
    assert.deepEqual(Object.keys(settings).toSorted(), readKeys.toSorted());
  });

  it('lets no workspace say where requests and the key go, or what they may cost', () => {
    const ofTheUserAlone =
      /^parlance\.(provider|baseUrl|models|fallbackModels|limits\.|retry\.|timeout|budget\.|usage\.|otel\.|currency)/;
    for (const [key, { scope }] of Object.entries(settings))
      assert.equal(
        scope,
        ofTheUserAlone.test(key) ? 'machine' : key === 'parlance.inline.enabled' ? 'language-overridable' : 'resource',
        key,
      );
  });

  it('describes every setting, with a default', () => {
    for (const [key, setting] of Object.entries(settings)) {
      assert.ok((setting.markdownDescription ?? setting.description ?? '').length > 20, key);
      assert.notEqual(setting.default, undefined, key);
    }
  });

  it('titles every command, in its category', () => {
    for (const { command, title, category } of contributes.commands) {
      assert.match(command, /^parlance\.[a-zA-Z]+$/);
      assert.ok(title.length > 3 || title === 'Parlance', command);
      assert.equal(category, 'Parlance', command);
    }
  });
});
