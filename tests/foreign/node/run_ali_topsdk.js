// npm ali-topSdk, driven by lines: multipart whatever is sent, files as streams or buffers.
'use strict';

const fs = require('fs');
const { ApiClient } = require('ali-topSdk');
const { paramsOf, serve } = require('./lines');

serve((job) => new Promise((resolve, reject) => {
  const client = new ApiClient({ appkey: job.key, appsecret: job.secret, url: job.url });
  const params = paramsOf(job);
  for (const [name, path] of Object.entries(job.files)) {
    params[name] = job.buffers ? fs.readFileSync(path) : fs.createReadStream(path);
  }
  client.execute(job.api, params, (error, data) => (error ? reject(error) : resolve(data)));
}));
