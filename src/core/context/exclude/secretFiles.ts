import picomatch from 'picomatch';

/**
 * Files whose purpose is to hold secrets. Narrow on purpose: `settings.json`, `config.*` and the like are code to work
 * on, and the secrets in them are replaced by placeholders.
 */
const secretFiles: readonly string[] = [
  // Environments
  '**/.env',
  '**/.env.*',
  '**/*.env',
  '**/.envrc',
  '**/.dev.vars',
  // Private keys, key stores and certificates
  '**/id_{rsa,dsa,ecdsa,ed25519}{,_*,-*}',
  '**/.ssh/**',
  '**/*.{pem,key,p12,pfx,p8,jks,keystore,kdbx,ppk,gpg,ovpn}',
  '**/*.{crt,cer,der}',
  '**/master.key',
  // Credentials of tools
  '**/{.netrc,_netrc}',
  '**/{.git-credentials,.pgpass,.my.cnf,.htpasswd,.pypirc,.dockercfg,.s3cfg,.boto,.vault-token,.vault_pass}',
  '**/.docker/config.json',
  '**/.aws/{credentials,config}',
  '**/.azure/**/*.json',
  '**/{kubeconfig,kubeconfig.yml,kubeconfig.yaml,*.kubeconfig}',
  '**/.kube/config',
  '**/.config/gh/hosts.yml',
  '**/.cargo/credentials{,.toml}',
  '**/.gem/credentials',
  '**/{rclone.conf,credentials.tfrc.json,.terraformrc}',
  '**/credentials{,.json,.yml,.yaml,.xml}',
  '**/{client_secret,client-secret}*.json',
  '**/{service-account,service_account}*.json',
  '**/*-firebase-adminsdk-*.json',
  '**/secrets.{json,yml,yaml,toml}',
  // Terraform writes every secret into its state as plain text
  '**/*.tfstate{,.backup}',
];

/** Made to be read: samples without values, and the public halves of keys. */
const notSecret: readonly string[] = [
  '**/*.{example,sample,template,tmpl,dist,defaults}',
  '**/*{example,sample,template}.env',
  '**/.env.*.{example,sample,template}',
  '**/*.pub',
  '**/.ssh/known_hosts',
];

const options = { dot: true, nocase: true };
const matchers = secretFiles.map((rule) => ({ rule, matches: picomatch(rule, options) }));
const isNotSecret = picomatch([...notSecret], options);

/** Settings of package managers that may hold a token, and the token's name in them. */
const tokenFiles = /(?:^|\/)(?:\.npmrc|\.yarnrc(?:\.yml)?|pip\.conf|nuget\.config)$/i;
const tokenSetting = /_auth|_password|npmAuth|ClearTextPassword|:\/\/[^\s/:@]+:[^\s/@]+@/i;

/** @returns the rule by which the file at `path` is one that holds secrets */
export function secretFileRule(path: string): string | undefined {
  if (isNotSecret(path)) return undefined;
  return matchers.find(({ matches }) => matches(path))?.rule;
}

/** @returns the rule by which the file at `path`, harmless by its name, is one that holds secrets */
export function secretTextRule(path: string, text: string): string | undefined {
  if (!tokenFiles.test(path)) return undefined;
  return tokenSetting.exec(text)?.[0];
}
