// What the programs around the Node clients share: one call a line comes in, one answer a line goes out.
'use strict';

const readline = require('readline');

const describe = (error) => ({
  class: error.name || error.constructor.name,
  code: error.code ?? null,
  msg: error.msg || error.message || null,
  sub_code: error.sub_code ?? null,
});

/** The parameters of a job with its session, when it has one. */
exports.paramsOf = (job) => (job.session ? { session: job.session, ...job.params } : { ...job.params });

/** Answer jobs until standard input ends. */
exports.serve = (call) => {
  readline.createInterface({ input: process.stdin }).on('line', async (line) => {
    let answer;
    try {
      answer = { data: (await call(JSON.parse(line))) ?? null };
    } catch (error) {
      answer = { error: describe(error || new Error('rejected without a reason')) };
    }
    process.stdout.write(JSON.stringify(answer) + '\n');
  }).on('close', () => process.exit(0)); // connections that are kept alive would keep the program alive
};
