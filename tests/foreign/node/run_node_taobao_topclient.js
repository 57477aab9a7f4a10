// npm node-taobao-topclient, driven by lines: forms, or GET with everything in the query; objects become JSON.
'use strict';

const TopClient = require('node-taobao-topclient').default;
const { paramsOf, serve } = require('./lines');

serve((job) => {
  const client = new TopClient({ appkey: job.key, appsecret: job.secret, REST_URL: job.url });
  return client.execute(job.api, paramsOf(job), job.verb);
});
