import type { Finding, FindInLine } from '../finding.ts';
import { isHarmless } from './harmless.ts';
import { couldBeRandom } from './random.ts';

/** Names of what a person chose: nearly anything beside them is secret. */
const passwords = String.raw`pass(?:word|wd|phrase|code)|passwort|(?<![a-z])pwd|(?:(?<![a-z])|(?<=db|user|smtp|mail|ftp|root|admin))pass`;
/** Names of what a machine made: what is beside them has to look it. Code is full of tokens and keys. */
const keys = String.raw`secret|token|credentials?|salt|authorization|dsn|(?:api|access|auth|private|encryption|signing|account|master|service|secret|x)[-_.]?(?:\w+[-_.])?key`;
const suffix = String.raw`(?:[-_]?(?:value|base64|b64|hash|prod|production|dev|staging|test|live|id|\d+))?`;
const name = String.raw`(?<name>[\w.$-]{0,80}?(?:(?<password>${passwords})|${keys})${suffix})`;
const quick = new RegExp(`${passwords}|${keys}|identified`, 'i');

const string = String.raw`[rbuf@$]{0,2}(?<quote>["'\x60])(?<secret>(?:\\.|(?!\k<quote>)[^\\]){3,400})\k<quote>`;
const bare = String.raw`(?<secret>[^\s"'\x60,;(){}[\]<>]{4,400})`;

interface NamedValue {
  readonly name: string;
  readonly operator: string;
  readonly secret: string;
  readonly isPassword: boolean;
}

/** The ways to write a name and its value; `accept` says which values are taken. */
const forms: readonly { readonly pattern: RegExp; readonly accept: (value: NamedValue) => boolean }[] = [
  {
    // name = "…", "name": "…", name => '…', name: string = "…", name string = "…", value="…" of an element
    pattern: form(
      String.raw`(?<![\w$-])${name}["'\x60\]]*(?<operator>(?:(?:\s*\??:\s*|\s+)[\w<>|]+)?\s*(?:[:=]=?>?|\bvalue=)\s*)${string}`,
    ),
    accept: isSecretLiteral,
  },
  {
    // setName("…"), set("name", "…")
    pattern: form(String.raw`(?<![\w$-])${name}(?<operator>\(|["'\x60]\s*,\s*)${string}`),
    accept: ({ secret, isPassword }) =>
      isKeyLike(secret) || (isPassword && !/\s/.test(secret) && /[a-z]/i.test(secret) && /[\d!@#$%^&*?]/.test(secret)),
  },
  {
    // IDENTIFIED BY '…', PASSWORD '…'
    pattern: form(String.raw`\b(?<name>(?<password>identified\s+by|password))\s+'(?<secret>[^']{3,400})'`),
    accept: isSecretLiteral,
  },
  {
    // NAME=…, name: …, - NAME=…, ENV NAME …, alone on their line
    pattern: form(
      String.raw`^\s*(?:[-+]\s+)?(?:(?:export|set|setx|env|arg|\$env:|declare\s-x)\s*)?["']?${name}["']?(?<operator>\s*[:=]\s*|\s+)${bare}\s*(?:[#;].*)?$`,
    ),
    accept: isSecretSetting,
  },
  {
    // --name=…, --name …, name=… in the middle of a line
    pattern: form(String.raw`(?:--|(?<=\s))${name}(?<operator>=|(?<=--\S+)\s+)["']?${bare}`),
    accept: isSecretSetting,
  },
  {
    // ?name=…&name=…
    pattern: form(String.raw`[?&]${name}(?<operator>=)(?<secret>[^\s"'\x60&,;(){}[\]<>]{4,400})`),
    accept: ({ secret, isPassword }) => isKeyLike(secret) || (isPassword && /\d/.test(secret)),
  },
  {
    // "Name: …", a header as one string
    pattern: form(String.raw`["'\x60]${name}(?<operator>:\s*)(?<secret>[^\s"'\x60]{8,400})["'\x60]`),
    accept: isSecretLiteral,
  },
  {
    // <name>…</name>
    pattern: form(String.raw`<${name}(?<operator>>)(?<secret>[^<>\s]{4,400})</`),
    accept: isSecretLiteral,
  },
];

/** Values of which the name beside them says that they are secret. */
export const findNamedValues: FindInLine = (line) => {
  if (!quick.test(line)) return [];
  const findings: Finding[] = [];
  for (const { pattern, accept } of forms) {
    for (const match of line.matchAll(pattern)) {
      const { name: of = '', password, operator = '', secret = '' } = match.groups ?? {};
      const range = match.indices?.groups?.['secret'];
      if (!range || isHarmless(secret)) continue;
      if (accept({ name: of, operator, secret, isPassword: password !== undefined })) {
        findings.push({ start: range[0], end: range[1] });
      }
    }
  }
  return findings;
};

function form(pattern: string): RegExp {
  return new RegExp(pattern, 'dgi');
}

function isSecretLiteral({ secret, isPassword }: NamedValue): boolean {
  if (!isPassword) return isKeyLike(secret);
  // Labels and messages: "Enter your password", "Passwort"
  return !/\s/.test(secret) && /\w/.test(secret) && !/^[A-Z][a-z]+$/.test(secret) && !isPathOrExpression(secret);
}

/** Without quotes it may be code: `password = newPassword`, `token: Token`. */
function isSecretSetting({ name: of, operator, secret, isPassword }: NamedValue): boolean {
  if (isKeyLike(secret)) return true;
  if (!isPassword || isPathOrExpression(secret) || !/[a-z]/i.test(secret)) return false;
  if (/^[A-Z][A-Z0-9_]*$/.test(of) && operator === '=') return true;
  return /[\d!@#%^&*?~+]/.test(secret) && !/^[a-z_$][\w$]*[?!]?$/i.test(secret.replace(/\d+$/, ''));
}

/** Letters and digits that no person would put together as a name. */
function isKeyLike(text: string): boolean {
  if (text.length < 8 || /\s/.test(text) || isPathOrExpression(text)) return false;
  if (/^[a-f0-9]{16,}$/i.test(text) && /\d/.test(text) && /[a-f]/i.test(text)) return true;
  return couldBeRandom(text) || (/\d/.test(text) && /[a-z]/i.test(text) && /[!@#$%^&*?~+=]/.test(text));
}

function isPathOrExpression(text: string): boolean {
  return /^(?:\.{0,2}\/(?:.*\/)?[a-z]{3,}(?:[./-]|$)|https?:|file:|urn:|[a-z]:\\)|\(|=>|\$\{|\{\{|^[a-z$_][\w$]*(?:\.[a-z$_][\w$]*)+$/i.test(
    text,
  );
}
