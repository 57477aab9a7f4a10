// npm topsdk, driven by lines: forms, or multipart with streams; integers that JavaScript cannot hold become text.
'use strict';

const fs = require('fs');
const TopClient = require('topsdk');
const { paramsOf, serve } = require('./lines');

serve((job) => {
  const client = new TopClient(job.key, job.secret, { endpoint: job.url, useValidators: false });
  const params = paramsOf(job);
  for (const [name, path] of Object.entries(job.files)) {
    const filename = job.filename || 'sock.jpg';
    params[name] = job.buffers ? { value: fs.readFileSync(path), options: { filename } } : fs.createReadStream(path);
  }
  return client.execute(job.api, params, Object.keys(job.files).length ? 'FILE_UPLOAD' : job.verb);
});
