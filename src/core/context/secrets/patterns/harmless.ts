/** Marks instead of a value, and values that are read from elsewhere. */
const mark = /^(?:[x*.•_?-]+|x{3,}.*|\*{3,}.*|<.*>|\[.*\]|\{.*\}|\$[\w{(].*|%\w*%?|%[({].*|#\{.*|@\w+@|:\w+|n\/a)$/i;
/** What samples and templates say in place of a value. */
const standIn =
  /^(?:(?:your|my|enter|insert|change|replace|todo|fixme|dummy|fake|mock|sample|example|placeholder|redacted|removed|hidden|masked)(?:[-_. ].*)?|changeme|change_?it|foo|bar|baz|qux|foobar)$/i;
const camelStandIn = /^(?:your|my)[A-Z]/;
const commonValue =
  /^(?:null|nil|none|undefined|true|false|yes|no|on|off|auto|default|empty|unset|unknown|any|all|string|str|text|number|int|integer|boolean|bool|object|array|char|varchar|bytes?|buffer|uuid|json|required|optional|nullable|disabled|enabled|public|private|protected|internal|readonly|static|const|basic|bearer|digest|oauth2?|jwt|cookie|header|query|body|form|path|session|admin|root|user|username|email|login|test|testing|guest|value|name|label|title|type|field|input|output|key|keys|id|pass|pw|pwd|utf-?8|utf-?16le|ascii|latin1|base64(?:url)?|hex|[~^]?\d+(?:\.\d+)+(?:-[\w.]+)?)$/i;
/** What names a secret is not one: `type: 'password'`, `grant_type: 'client_credentials'`, `'auth.invalidToken'`. */
const secretWord = /passw|passphrase|passcode|secret|token|credential|api[-_ ]?key|auth|bearer|login|forgot|reset/i;
const words = /^[A-Za-z]+(?:[-_./:\s][A-Za-z0-9]+)*$/;

/** For values of which only the name beside them says that they are secret. */
export function isHarmless(value: string): boolean {
  if (mark.test(value) || standIn.test(value) || camelStandIn.test(value) || commonValue.test(value)) return true;
  return words.test(value) && secretWord.test(value);
}
