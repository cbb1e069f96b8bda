/**
 * Takes out of a log what looks like a secret, before a part of it is shown. The run of a build masks the secrets it knows; in a log from
 * elsewhere nothing is known, so this goes by the usual names and forms. It deliberately masks too much rather than too little.
 */

const mask = '•••';
/** Bounded, and without a way to divide the same text in two manners. */
const named =
  /((?:pass(?:word|wd|phrase)?|pwd|secret|token|api[_-]?key|private[_-]?key|credential|storepass|keypass|ks-pass|keystorealiaspass)s?["']?(?:\s{0,3}[=:]\s{0,3}|\s{1,3}(?=pass:|["']))["']?)(?!\s)([^\s"',;)\]}]{1,512})/gi;
const asArgument = /((?:^|\s)--?(?:storepass|keypass|ks-pass|key-pass|keystorepass|keystorealiaspass|password|token)[ =])(\S{1,512})/gi;
const bearer = /\b((?:bearer|basic)\s{1,3})([\w.~+/=-]{8,2048})/gi;
const inAddress = /(:\/\/[^\s:/@]{0,128}:)([^\s/@]{1,256})(?=@)/g;
const forms =
  /\b(?:gh[pousr]_\w{20,255}|github_pat_\w{20,255}|glpat-[\w-]{16,255}|npm_\w{30,80}|xox[abprs]-[\w-]{10,200}|AKIA[0-9A-Z]{16}|AIza[\w-]{35}|eyJ[\w-]{8,2048}\.[\w-]{8,2048}\.[\w-]{0,2048})/g;

export function maskCommonSecrets(text: string): string {
  return text
    .replaceAll(asArgument, `$1${mask}`)
    .replaceAll(named, `$1${mask}`)
    .replaceAll(bearer, `$1${mask}`)
    .replaceAll(inAddress, `$1${mask}`)
    .replaceAll(forms, mask);
}
