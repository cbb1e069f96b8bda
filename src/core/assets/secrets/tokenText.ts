/**
 * Tokens that are known by their form, wherever they stand: the services that issue them chose forms that nothing else has. Keys for clients
 * (Google's `AIza…`, Stripe's `pk_live_…`) are intended to be published and are not among them.
 */

import { phrase } from '../../base/phrase.ts';

const forms: readonly (readonly [RegExp, string])[] = [
  [/\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,90}\b/, phrase('a GitHub token')],
  [/\bglpat-[A-Za-z0-9_-]{20}\b/, phrase('a GitLab token')],
  [/\bnpm_[A-Za-z0-9]{36}\b/, phrase('an npm token')],
  [/\b(?:sk|rk)_live_[A-Za-z0-9]{20,120}\b/, phrase('a Stripe secret key')],
  [/\bxox[abprs]-\d{8,14}-[A-Za-z0-9-]{20,90}\b/, phrase('a Slack token')],
  [/\bsk-(?:proj|ant)-[A-Za-z0-9_-]{40,200}/, phrase('a key of an AI service')],
  [/\bGOCSPX-[A-Za-z0-9_-]{28}\b/, phrase('an OAuth client secret')],
];

const awsKey = /(?:aws_?)?secret_?access_?key["']?[ \t]{0,8}[:=][ \t]{0,8}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i;

/** Cheap to look for; no token is without one of them. */
const hints = ['gh', 'github_pat_', 'glpat-', 'npm_', '_live_', 'xox', 'sk-', 'GOCSPX-'];
const awsHint = /access_?key/i;
/** What AWS prints in its own documentation. */
const awsExample = /[A-Za-z0-9/+]{30}EXAMPLEKEY/g;

/** What is looked for, one after the other: each takes its time in a long text. */
export const looksForTokens: readonly ((text: string) => string | undefined)[] = [
  (text) => (hints.some((hint) => text.includes(hint)) ? forms.find(([form]) => form.test(text))?.[1] : undefined),
  (text) => (awsHint.test(text) && awsKey.test(text.replaceAll(awsExample, '')) ? phrase('an AWS secret access key') : undefined),
];
