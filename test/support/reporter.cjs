// Mocha's dots and failures, then the one closing line that CI and people look for.
const { reporters } = require('mocha');

module.exports = class ClosingLineReporter extends reporters.Dot {
  done(failures, callback) {
    const { passes, failures: failed, pending } = this.stats;
    console.log(`${passes} passed, ${failed} failed, ${pending} skipped`);
    callback(failures);
  }
};
