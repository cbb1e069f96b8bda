/** Names under which the tools of the field keep passwords and tokens. */

export const secretName = /passw(or)?d|passphrase|secret|storepass|keypass|api_?key$|private_?key$|(^|_)(token|auth)(_|$)|token$/i;
