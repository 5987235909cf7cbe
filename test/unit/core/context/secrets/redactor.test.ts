import assert from 'node:assert/strict';
import * as fc from 'fast-check';
import { Redactor } from '../../../../../src/core/context/secrets/redactor.ts';
import { makeSecret, plantedSecrets, seededRandom } from '../../../../support/plantedSecrets.ts';

/** The lines of a secret without the quotes, escapes and indentation that its file puts around them. */
const linesOf = (secret: string) =>
  secret
    .split(/\n|\\n/)
    .map((line) => line.replaceAll(/^[\s"+]+|[\s"+]+$/g, ''))
    .filter((line) => line.length > 3);

/** Half of a key is too much. */
const leaks = (text: string, secret: string) =>
  linesOf(secret).some((line) => {
    const half = Math.ceil(line.length / 2);
    return text.includes(line.slice(0, half)) || text.includes(line.slice(-half));
  });

const key = makeSecret('ghp_[A-Za-z0-9]{36}', seededRandom(1));
const otherKey = makeSecret('ghp_[A-Za-z0-9]{36}', seededRandom(2));

describe('Redactor', () => {
  describe('lets no secret through', () => {
    const random = seededRandom(20_260_115);
    plantedSecrets.forEach(({ around, shape }, index) => {
      const secret = makeSecret(shape, random);
      const text = `before();\n${around.replace('{}', () => secret)}\nafter();`;
      it(`${index}: ${around}, ${shape}`, async () => {
        const redactor = new Redactor();
        for (const redacted of [await redactor.redact(text), redactor.redactNow(text)]) {
          assert.ok(!leaks(redacted.text, secret), redacted.text);
          assert.equal(redactor.restore(redacted.text), text);
          for (const placeholder of redacted.placeholders) assert.ok(redacted.text.includes(placeholder));
        }
      });
    });
  });

  const harmless: readonly string[] = [
    'const password = process.env.DB_PASSWORD;',
    'password: string;',
    'password = newPassword',
    'this.token = token;',
    'const token = lexer.next();',
    'if (token.kind === "identifier") {',
    'type: "password",',
    'label: "Enter your password",',
    'placeholder="Password"',
    "t('auth.password.invalid')",
    'password: "${DB_PASSWORD}"',
    'password: {{ vault_db_password }}',
    'API_KEY=<your key>',
    'api_key = "YOUR_API_KEY"',
    'apiKey: "your-api-key-here"',
    'SECRET_KEY=changeme',
    'token = "xxxxxxxxxxxxxxxx"',
    'secretName: my-tls-secret',
    'grant_type: "client_credentials"',
    'const tokenUrl = "https://example.com/oauth2/token";',
    'tokenType = "bearer"',
    'export const publicKeyToken = "none";',
    'postgres://postgres:postgres@localhost/test',
    'https://user:password@example.com',
    'const url = `https://${user}:${password}@${host}/`;',
    'Authorization: Bearer ${token}',
    '"Authorization": f"Bearer {token}"',
    '"integrity": "sha512-oRvfzmVBaDQ8nLQ4xJVWkGDn4jFPx1bPdzxJ5aDR0fR0Ij4cV2v0BpR2tWqU8RGD0Xn5kD2Zk7oXvxWcQ9Xw8g=="',
    'commit 5a239d463b2cbc4658d0dd3baeaaeae9a9b6ccf7',
    'id: "550e8400-e29b-41d4-a716-446655440000"',
    "import x from './chunk-6tE7NotX.js';",
    'const alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";',
    'function convertUtf8ToUtf16LittleEndian(input: Uint8Array) {',
    'src: url("data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk");',
    'ssh-rsa AAAAB3NzaC1yc2EAAAADAQABAAABgQC7vbqajDhA9J2N7 me@host',
    '-----BEGIN PUBLIC KEY-----',
    '<path d="M240-160h480v-400H240v400Zm296-80v-240h80v240h-80Z" />',
    'sk-button-primary-large-disabled',
    'mask-image: url(a.svg);',
    'compass: "north",',
    'const bypass = "local";',
    'test_passed = "yes"',
    "readFile('/etc/passwd', 'utf8')",
    'version: "10.2.2-beta.1+build.5"',
    'const pixels = [0x1f2e3d4c5b6a7988, 0x9ae16a3b2f90404fULL];',
  ];
  for (const line of harmless) {
    it(`leaves alone: ${line}`, async () => {
      assert.deepEqual(await new Redactor().redact(line), { text: line, placeholders: [] });
    });
  }

  it('keeps what is around a secret', () => {
    const { text } = new Redactor().redactNow(`git clone https://${key}@github.com/a/b.git # now`);
    assert.equal(text, 'git clone https://PARLANCE_SECRET_1@github.com/a/b.git # now');
  });

  it('keeps the markers and the indentation of a private key', () => {
    const body = makeSecret('[A-Za-z0-9]{64}\n  [A-Za-z0-9]{64}\n  [A-Za-z0-9]{20}', seededRandom(3));
    const { text } = new Redactor().redactNow(
      `  -----BEGIN PRIVATE KEY-----\n  ${body}\n  -----END PRIVATE KEY-----\n`,
    );
    assert.equal(text, '  -----BEGIN PRIVATE KEY-----\n  PARLANCE_SECRET_1\n  -----END PRIVATE KEY-----\n');
  });

  it('gives a secret the same placeholder for the whole session, and each its own', async () => {
    const redactor = new Redactor();
    assert.equal(redactor.redactNow(`a("${key}")`).text, 'a("PARLANCE_SECRET_1")');
    const { text, placeholders } = await redactor.redact(`b("${otherKey}", "${key}", "${otherKey}")`);
    assert.equal(text, 'b("PARLANCE_SECRET_2", "PARLANCE_SECRET_1", "PARLANCE_SECRET_2")');
    assert.deepEqual(placeholders, ['PARLANCE_SECRET_2', 'PARLANCE_SECRET_1']);
  });

  it('is not confused by text that looks like its placeholders', () => {
    const redactor = new Redactor();
    const text = `a("${key}"); // PARLANCE_SECRET_1 and PARLANCE_SECRET_77`;
    const redacted = redactor.redactNow(text);
    assert.equal(redacted.placeholders.length, 3);
    assert.equal(redactor.restore(redacted.text), text);
  });

  it('leaves placeholders alone that it never gave', () => {
    assert.equal(new Redactor().restore('PARLANCE_SECRET_5'), 'PARLANCE_SECRET_5');
  });

  it('finds the keys of vendors whose shape only the preset knows, and lets no comment switch it off', async () => {
    const token = makeSecret('glsa_[A-Za-z0-9]{32}_[a-f0-9]{8}', seededRandom(3));
    const text = `// secretlint-disable\nGrafana(${token}) // secretlint-disable-line`;
    assert.ok(leaks(new Redactor().redactNow(text).text, token), 'our own patterns find it, too: take another');
    const redacted = await new Redactor().redact(text);
    assert.ok(!leaks(redacted.text, token), redacted.text);
  });

  it('takes no name for a part of its secret', async () => {
    const secret = makeSecret('[A-Za-z0-9/+]{40}', seededRandom(5));
    const { text } = await new Redactor().redact(`AWS_SECRET_ACCESS_KEY=${secret}`);
    assert.equal(text, 'AWS_SECRET_ACCESS_KEY=PARLANCE_SECRET_1');
  });

  it('finds nothing in what it warms up with', async () => {
    const redactor = new Redactor();
    await redactor.warmUp();
    assert.equal(redactor.redactNow(`a("${key}")`).text, 'a("PARLANCE_SECRET_1")');
  });

  it('restores line by line what streams in', () => {
    const redactor = new Redactor();
    const text = `a("${key}");\nb("${otherKey}");\nc();\n`;
    const lines = redactor.redactNow(text).text.split(/(?<=\n)/);
    assert.equal(lines.map((line) => redactor.restore(line)).join(''), text);
  });

  it('restores any text exactly, whatever secrets are strewn over it', () => {
    const secret = fc
      .tuple(fc.constantFrom(...plantedSecrets), fc.nat())
      .map(([{ around, shape }, seed]) => around.replace('{}', () => makeSecret(shape, seededRandom(seed))));
    const code = fc.constantFrom(
      '',
      'const a = 1;',
      'PARLANCE_SECRET_2',
      '}\r\n',
      '漢字 "',
      '-----BEGIN PRIVATE KEY-----',
      '\\n',
    );
    const redactor = new Redactor();
    fc.assert(
      fc.property(fc.array(fc.oneof(secret, code)), fc.constantFrom('\n', '\r\n', ''), (parts, eol) => {
        const text = parts.join(eol);
        assert.equal(redactor.restore(redactor.redactNow(text).text), text);
      }),
    );
  });
});
