/**
 * Secrets as they are found in code, each in the line or lines around it. In `around`, `{}` is the secret; `shape` says
 * how it is made: characters as they stand, `[a-z]{8}` for eight of a class. No real key looks for itself here, and
 * no scanner finds one.
 */
export interface PlantedSecret {
  readonly around: string;
  readonly shape: string;
}

const word = '[A-Za-z0-9]';
const base64 = '[A-Za-z0-9+/]';
const password = '[A-Za-z]{4}[0-9]{2}[!@#%^&*]{1}[a-z]{4}';

const of = (shape: string, ...arounds: readonly string[]): PlantedSecret[] =>
  arounds.map((around) => ({ around, shape }));

const pem = (kind: string, indent = '') =>
  [`-----BEGIN ${kind}PRIVATE KEY-----`, `{}`, `-----END ${kind}PRIVATE KEY-----`]
    .map((line) => indent + line)
    .join('\n');

export const plantedSecrets: readonly PlantedSecret[] = [
  // Keys with a shape of their own
  ...of(
    'sk-[a-f0-9]{32}',
    "const client = new OpenAI({ apiKey: '{}' });",
    'DEEPSEEK_API_KEY={}',
    'curl -H "Authorization: Bearer {}" https://api.deepseek.com',
    '# my key is {}',
  ),
  ...of(`sk-holysheep-${word}{32}`, 'HOLYSHEEP_API_KEY="{}"', '  key: {}', 'client = Client("{}")'),
  ...of(`sk-${word}{48}`, 'openai.api_key = "{}"', 'export OPENAI_API_KEY={}'),
  ...of(`sk-proj-[A-Za-z0-9_-]{80}`, "apiKey: '{}',", '{}'),
  ...of(`sk-ant-api03-[A-Za-z0-9_-]{93}AA`, 'ANTHROPIC_API_KEY={}', 'anthropic.Anthropic(api_key="{}")'),
  ...of(`sk-or-v1-[a-f0-9]{64}`, 'OPENROUTER_API_KEY: {}'),
  ...of(`gh[pous]{1}_${word}{36}`, "octokit({ auth: '{}' })", 'git clone https://{}@github.com/a/b.git', '// {}'),
  ...of(`github_pat_${word}{22}_${word}{59}`, 'GITHUB_TOKEN={}', 'token = "{}"'),
  ...of(`glpat-[A-Za-z0-9_-]{20}`, 'PRIVATE-TOKEN: {}', 'https://oauth2:{}@gitlab.com/a/b.git'),
  ...of(`xoxb-[0-9]{12}-[0-9]{12}-${word}{24}`, 'SLACK_BOT_TOKEN={}', 'slack = WebClient(token="{}")'),
  ...of(`T[A-Z0-9]{8}/B[A-Z0-9]{8}/${word}{24}`, "post('https://hooks.slack.com/services/{}')"),
  ...of('AKIA[A-Z2-7]{16}', 'aws_access_key_id = {}', 'new AWS.Credentials("{}", secret)', '"accessKeyId": "{}"'),
  ...of(
    `${base64}{40}`,
    'aws_secret_access_key = {}',
    'AWS_SECRET_ACCESS_KEY={}',
    "secretAccessKey: '{}'",
    '<SecretAccessKey>{}</SecretAccessKey>',
    'config.SecretKey = "{}"',
  ),
  ...of(
    'AIza[A-Za-z0-9_-]{35}',
    'const firebase = { apiKey: "{}" };',
    '<meta-data android:value="{}" />',
    'https://maps.googleapis.com/maps/api/js?key={}&v=3',
  ),
  ...of('ya29.[A-Za-z0-9_-]{60}', 'access_token: "{}"'),
  ...of('GOCSPX-[A-Za-z0-9_-]{28}', '"client_secret": "{}"'),
  ...of(`sk_live_${word}{24}`, "Stripe('{}')", 'Stripe.api_key = "{}"'),
  ...of(`rk_test_${word}{40}`, 'STRIPE_KEY={}'),
  ...of(`whsec_${word}{32}`, 'const endpointSecret = "{}";'),
  ...of(`SG.[A-Za-z0-9_-]{22}.[A-Za-z0-9_-]{43}`, "sgMail.setApiKey('{}');", 'SENDGRID_API_KEY={}'),
  ...of('key-[a-f0-9]{32}', 'auth=("api", "{}")'),
  ...of('[a-f0-9]{32}-us12', 'mailchimp.setConfig({ apiKey: "{}" })'),
  ...of(`npm_${word}{36}`, '//registry.npmjs.org/:_authToken={}', 'NPM_TOKEN: {}'),
  ...of(`pypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{70}`, 'password = {}'),
  ...of(`hf_${word}{34}`, 'login(token="{}")', 'HF_TOKEN={}'),
  ...of(`gsk_${word}{52}`, 'Groq(api_key="{}")'),
  ...of('dop_v1_[a-f0-9]{64}', 'provider "digitalocean" { token = "{}" }'),
  ...of('shpat_[a-f0-9]{32}', "'X-Shopify-Access-Token': '{}'"),
  ...of('hvs.[A-Za-z0-9_-]{24}', 'export VAULT_TOKEN={}'),
  ...of(`[0-9]{10}:AA[A-Za-z0-9_-]{33}`, 'bot = telebot.TeleBot("{}")'),
  ...of(
    `eyJ${word}{30}.eyJ${word}{60}.[A-Za-z0-9_-]{43}`,
    'Authorization: Bearer {}',
    'const jwt = `{}`;',
    'document.cookie = "session={}";',
    'let token: String = "{}"',
  ),
  // Passwords and keys that are known by the name beside them
  ...of(
    password,
    'password = "{}"',
    "const dbPassword = '{}';",
    '"password": "{}",',
    'password: {}',
    'DB_PASSWORD={}',
    'export PGPASSWORD="{}"',
    '      - POSTGRES_PASSWORD={}',
    'ENV MYSQL_ROOT_PASSWORD={}',
    'spring.datasource.password={}',
    'private static final String PASSWORD = "{}";',
    'let pwd = "{}"',
    "$password = '{}';",
    '$config["password"] = "{}";',
    ":password => '{}'",
    "IDENTIFIED BY '{}'",
    "CREATE USER app PASSWORD '{}';",
    '<property name="password" value="{}"/>',
    '<add key="Password" value="{}" />',
    'mysql --user=root --password={} shop',
    'conn = connect(host="db", password="{}")',
    'var passphrase string = "{}"',
    'passwd: "{}" # rotate',
    'setPassword("{}")',
    'smtp_pass = "{}"',
    'login("admin", password: "{}")',
    'curl -u admin:{} https://example.com',
    'net use x: /user:me password={}',
  ),
  ...of('[a-z]{8}', 'password = "{}"', 'const userPassword = "{}"', 'DB_PASSWORD={}'),
  ...of(
    '[a-f0-9]{32}',
    'api_key = "{}"',
    'X-Api-Key: {}',
    'const appSecret = "{}";',
    'SECRET_KEY={}',
    'https://api.example.com/v1/weather?q=x&appid=1&api_key={}',
    '"clientSecret": "{}"',
    'token: {}',
  ),
  ...of(
    `${word}{24}`,
    'API_TOKEN={}',
    'apiToken: "{}",',
    "client_secret = '{}'",
    'const webhookSecret = "{}";',
    '--token={}',
    'encryptionKey: "{}"',
    'session_secret: {}',
    'signing_key = b"{}"',
    'app.secret_key = "{}"',
    'JWT_SECRET="{}"',
  ),
  // In URLs, connection strings and headers
  ...of(
    password.replace('[!@#%^&*]{1}', '[!*_.-]{1}'),
    'postgres://app:{}@db.example.com:5432/shop',
    'DATABASE_URL="mysql://root:{}@localhost/shop"',
    'mongodb+srv://app:{}@cluster0.abcde.mongodb.net/shop',
    'redis://:{}@cache:6379/0',
    'amqp://app:{}@mq',
    'https://me:{}@git.example.com/repo.git',
    'jdbc:postgresql://db/shop?user=app&password={}',
    'Server=tcp:db,1433;User ID=app;Password={};Encrypt=true',
    'Data Source=db;Initial Catalog=shop;User=sa;Pwd={};',
  ),
  ...of(
    `${base64}{86}==`,
    'DefaultEndpointsProtocol=https;AccountName=shop;AccountKey={};EndpointSuffix=core.windows.net',
  ),
  ...of(`${base64}{43}=`, 'Endpoint=sb://shop.servicebus.windows.net/;SharedAccessKeyName=Root;SharedAccessKey={}";'),
  ...of(`[A-Za-z0-9%]{44}%3D`, 'https://shop.blob.core.windows.net/c/f?sv=2022-11-02&sr=b&sig={}'),
  ...of(
    `${word}{40}`,
    'Authorization: Bearer {}',
    "headers['Authorization'] = 'Token {}'",
    'curl -H "X-Auth-Token: {}" https://example.com',
  ),
  ...of(`${base64}{30}==`, 'Authorization: Basic {}'),
  // Known by their randomness alone
  ...of(`${word}{40}`, 'connect("eu-1", "{}")', "const a = '{}'", 'x = {}', '<key>{}</key>'),
  ...of(`${base64}{43}=`, 'let seed = "{}"', 'storage: {}'),
  // Private keys over several lines
  ...of(
    `${base64}{64}\n${base64}{64}\n${base64}{64}\n${base64}{9}==`,
    pem('RSA '),
    pem('EC '),
    pem(''),
    pem('OPENSSH '),
    pem('ENCRYPTED '),
    `const key = \`${pem('')}\`;`,
    pem('RSA ').replace('-----\n', '-----\nProc-Type: 4,ENCRYPTED\n\n'),
  ),
  ...of(`${base64}{64}\n    ${base64}{64}\n    ${base64}{10}`, `tls:\n  key: |\n${pem('RSA ', '    ')}`),
  ...of(
    `${base64}{64}\\n${base64}{64}\\n${base64}{10}`,
    '"private_key": "-----BEGIN PRIVATE KEY-----\\n{}\\n-----END PRIVATE KEY-----\\n",',
  ),
  ...of(
    `${base64}{64}\\n" +\n  "${base64}{64}\\n" +\n  "${base64}{10}`,
    'String key = "-----BEGIN PRIVATE KEY-----\\n" +\n  "{}\\n" +\n  "-----END PRIVATE KEY-----";',
  ),
  // Those that trimming has cut
  ...of(
    `${base64}{64}\n${base64}{64}\n${base64}{9}==`,
    '{}\n-----END RSA PRIVATE KEY-----\nafter();',
    'before();\n-----BEGIN PRIVATE KEY-----\n{}',
  ),
];

/** Makes a secret of a shape. @param random as `Math.random` */
export function makeSecret(shape: string, random: () => number): string {
  return shape.replaceAll(/\[([^\]]+)\]\{(\d+)\}/g, (_, members: string, count: string) => {
    const characters = expand(members);
    return Array.from({ length: Number(count) }, () => characters[Math.floor(random() * characters.length)]).join('');
  });
}

function expand(members: string): string {
  return members.replaceAll(/(.)-(.)/g, (range, first: string, last: string) => {
    const [from, to] = [first.charCodeAt(0), last.charCodeAt(0)];
    if (from >= to) return range;
    return String.fromCharCode(...Array.from({ length: to - from + 1 }, (_, index) => from + index));
  });
}

/** A seeded generator (mulberry32), so that a failure comes again. */
export function seededRandom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), 1 | state);
    mixed = (mixed + Math.imul(mixed ^ (mixed >>> 7), 61 | mixed)) ^ mixed;
    return ((mixed ^ (mixed >>> 14)) >>> 0) / 2 ** 32;
  };
}
