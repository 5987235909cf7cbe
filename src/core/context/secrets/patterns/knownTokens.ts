import { findMatches, type FindInLine } from '../finding.ts';

/**
 * Keys that their makers gave a shape. The preset of secretlint knows most of these and is kept up to date, but is
 * asynchronous and too slow for every keystroke; DeepSeek's, HolySheep's, Google's and JWTs it does not know.
 */
const shapes: readonly string[] = [
  // OpenAI, DeepSeek, Anthropic, OpenRouter, HolySheep and whoever imitates them
  String.raw`sk-(?:[a-z]+\d*-)*[A-Za-z0-9_-]{20,}`,
  // Google: API key, OAuth token, client secret
  String.raw`AIza[\w-]{35}`,
  String.raw`ya29\.[\w-]{20,}`,
  String.raw`GOCSPX-[\w-]{20,}`,
  // AWS access key ids
  String.raw`(?:AKIA|ASIA|ABIA|ACCA)[A-Z2-7]{16}`,
  // GitHub, GitLab
  String.raw`gh[pousr]_[A-Za-z0-9]{30,}`,
  String.raw`github_pat_\w{30,}`,
  String.raw`gl(?:pat|dt|rt|ptt|ft|imt|agent|oas)-[\w-]{20,}`,
  // Slack, Discord, Telegram
  String.raw`xox[a-z]-[\w-]{10,}`,
  String.raw`xapp-\d-[\w-]{10,}`,
  String.raw`https:\/\/hooks\.slack\.com\/(?:services|workflows)\/(?<secret>[\w/]{20,})`,
  String.raw`https:\/\/(?:\w+\.)?discord(?:app)?\.com\/api\/webhooks\/[\w/-]{30,}`,
  String.raw`\d{8,10}:AA[\w-]{32,}`,
  // Stripe, Square, Shopify
  String.raw`(?:sk|rk)_(?:live|test)_\w{16,}`,
  String.raw`whsec_[A-Za-z0-9+/=]{24,}`,
  String.raw`sq0(?:atp|csp|idp)-[\w-]{20,}`,
  String.raw`shp(?:at|ca|pa|ss)_[a-fA-F0-9]{32}`,
  // Mail: SendGrid, Mailgun, Mailchimp
  String.raw`SG\.[\w-]{16,}\.[\w-]{16,}`,
  String.raw`key-[a-f0-9]{32}`,
  String.raw`[a-f0-9]{32}-us\d{1,2}`,
  // Package registries and hosts
  String.raw`npm_[A-Za-z0-9]{30,}`,
  String.raw`pypi-[\w-]{50,}`,
  String.raw`do[oprt]_v1_[a-f0-9]{64}`,
  String.raw`hf_[A-Za-z0-9]{30,}`,
  String.raw`gsk_[A-Za-z0-9]{40,}`,
  String.raw`hv[sb]\.[\w-]{24,}`,
  String.raw`dapi[a-f0-9]{32}`,
  String.raw`lin_api_\w{32,}`,
  String.raw`AGE-SECRET-KEY-1[0-9A-Z]{58}`,
  // JSON web tokens
  String.raw`eyJ[\w-]{10,}\.eyJ[\w-]{10,}(?:\.[\w-]*)?`,
];

const known = new RegExp(String.raw`(?<![\w-])(?:${shapes.join('|')})(?![\w-])`, 'dg');

export const findKnownTokens: FindInLine = (line) => findMatches(line, known, (token) => !isName(token));

/** CSS classes and identifiers can begin alike: `sk-button-primary-large-disabled`. */
function isName(token: string): boolean {
  return !/\d/.test(token) && /^[a-z_-]+$/.test(token);
}
