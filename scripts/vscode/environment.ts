import type { Profile } from './profile.ts';

/** Variables of the user's own VS Code and shell that would lead ours astray. */
const ofAnotherVsCode = /^(VSCODE_|ELECTRON_RUN_AS_NODE$|XDG_RUNTIME_DIR$)/;
const ofProviders = /^(HOLYSHEEP|OPENAI|DEEPSEEK|OPENROUTER)_/;

/** This process's environment for tests: without the developer's keys, and with no shop for extensions to call. */
export function testEnvironment(extra: NodeJS.ProcessEnv = {}): NodeJS.ProcessEnv {
  return { ...process.env, ...unset(process.env, ofProviders), EXTENSIONS_GALLERY: '{}', ...extra };
}

/** What VS Code's server and all its processes get to see. */
export function environmentOf({ temporary }: Profile, env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return {
    ...withoutAnotherVsCode(env),
    VSCODE_CLI: '1', // do not start a login shell to learn its environment
    TMPDIR: temporary,
    TMP: temporary,
    TEMP: temporary,
  };
}

/** For a VS Code that is started from the terminal of another one. */
export function withoutAnotherVsCode(env: NodeJS.ProcessEnv): NodeJS.ProcessEnv {
  return { ...env, ...unset(env, ofAnotherVsCode) };
}

/** `undefined` unsets a variable. */
function unset(env: NodeJS.ProcessEnv, names: RegExp): NodeJS.ProcessEnv {
  return Object.fromEntries(
    Object.keys(env)
      .filter((name) => names.test(name))
      .map((name) => [name, undefined]),
  );
}
