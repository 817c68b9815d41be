// Sends one of each call with the unmodified Node SDKs: node node.mjs <url>
import { Analytics } from '@segment/analytics-node';
import { createRequire } from 'node:module';

const require = createRequire(import.meta.url);
const url = process.argv[2];

async function segment() {
  const analytics = new Analytics({ writeKey: 'k', host: url, flushAt: 20 });
  analytics.on('error', (error) => {
    console.error('segment', error);
    process.exitCode = 1;
  });
  const userId = 'segment-node';
  analytics.identify({ userId, traits: { email: 'li@example.cn', city: '上海' } });
  analytics.track({ userId, event: 'Order Completed', properties: { revenue: 19.99, order_id: 'o1' } });
  analytics.page({ userId, name: 'Home', category: 'Docs', properties: { a: 1 } });
  analytics.screen({ userId, name: 'Home' });
  analytics.group({ userId, groupId: 'g1' });
  analytics.alias({ userId, previousId: 'before-node' });
  await analytics.closeAndFlush();
}

async function rudder() {
  const Analytics = require('@rudderstack/rudder-sdk-node');
  const analytics = new (Analytics.default ?? Analytics)('k', { dataPlaneUrl: url, flushAt: 1, gzip: true });
  const userId = 'rudder-node';
  const sent = (call) => new Promise((done, fail) => call((error) => (error ? fail(error) : done())));
  await sent((done) => analytics.identify({ userId, traits: { city: '北京' } }, done));
  await sent((done) => analytics.track({ userId, event: 'Signed Up', properties: { plan: 'gold' } }, done));
  await new Promise((done) => analytics.flush(done));
}

async function jitsu() {
  const { jitsuAnalytics } = require('@jitsu/js');
  // It takes keys of two parts only; siyu looks at the first.
  const analytics = jitsuAnalytics({ writeKey: 'k:x', host: url });
  await analytics.identify('jitsu-node', { city: '深圳' });
  await analytics.track('Signed Up', { plan: 'silver' });
}

await segment();
await rudder();
await jitsu();
process.exit();
