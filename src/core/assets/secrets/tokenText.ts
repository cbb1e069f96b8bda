/**
 * Tokens that are known by their form, wherever they stand: the services that issue them chose forms that nothing else has. Keys for clients
 * (Google's `AIza…`, Stripe's `pk_live_…`) are intended to be published and are not among them.
 */

import { phrase } from '../../base/phrase.ts';

interface TokenForm {
  readonly form: RegExp;
  readonly what: string;
  /** Cheap to look for; no token of this form is without one of them. */
  readonly hints: readonly string[];
}

const forms: readonly TokenForm[] = [
  {
    form: /\b(?:ghp|gho|ghu|ghs|ghr)_[A-Za-z0-9]{36}\b|\bgithub_pat_[A-Za-z0-9_]{60,90}\b/,
    what: phrase('a GitHub token'),
    hints: ['ghp_', 'gho_', 'ghu_', 'ghs_', 'ghr_', 'github_pat_'],
  },
  { form: /\bglpat-[A-Za-z0-9_-]{20}\b/, what: phrase('a GitLab token'), hints: ['glpat-'] },
  { form: /\bnpm_[A-Za-z0-9]{36}\b/, what: phrase('an npm token'), hints: ['npm_'] },
  { form: /\b(?:sk|rk)_live_[A-Za-z0-9]{20,120}\b/, what: phrase('a Stripe secret key'), hints: ['_live_'] },
  { form: /\bxox[abprs]-\d{8,14}-[A-Za-z0-9-]{20,90}\b/, what: phrase('a Slack token'), hints: ['xox'] },
  { form: /\bsk-(?:proj|ant)-[A-Za-z0-9_-]{40,200}/, what: phrase('a key of an AI service'), hints: ['sk-proj-', 'sk-ant-'] },
  { form: /\bGOCSPX-[A-Za-z0-9_-]{28}\b/, what: phrase('an OAuth client secret'), hints: ['GOCSPX-'] },
  { form: /\bpypi-AgEIcHlwaS5vcmc[A-Za-z0-9_-]{50,1000}/, what: phrase('a PyPI token'), hints: ['pypi-AgE'] },
  { form: /\bsntrys_eyJ[A-Za-z0-9+/=_]{40,400}|\bsntryu_[a-f0-9]{64}\b/, what: phrase('a Sentry token'), hints: ['sntrys_', 'sntryu_'] },
  { form: /\bSG\.[A-Za-z0-9_-]{22}\.[A-Za-z0-9_-]{43}\b/, what: phrase('a SendGrid key'), hints: ['SG.'] },
  { form: /\bdckr_pat_[A-Za-z0-9_-]{27}\b/, what: phrase('a Docker token'), hints: ['dckr_pat_'] },
  { form: /\bdop_v1_[a-f0-9]{64}\b/, what: phrase('a DigitalOcean token'), hints: ['dop_v1_'] },
];

const awsKey = /(?:aws_?)?secret_?access_?key["']?[ \t]{0,8}[:=][ \t]{0,8}["']?[A-Za-z0-9/+]{40}(?![A-Za-z0-9/+=])/i;

const awsHint = /access_?key/i;
/** What AWS prints in its own documentation. */
const awsExample = /[A-Za-z0-9/+]{30}EXAMPLEKEY/g;

/** What is looked for, one after the other: each takes its time in a long text. */
export const looksForTokens: readonly ((text: string) => string | undefined)[] = [
  (text) => forms.find(({ form, hints }) => hints.some((hint) => text.includes(hint)) && form.test(text))?.what,
  (text) => (awsHint.test(text) && awsKey.test(text.replaceAll(awsExample, '')) ? phrase('an AWS secret access key') : undefined),
];
