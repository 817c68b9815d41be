import type { SourceKind, WriteKey } from './sourcesQueries';

export interface Snippet {
  /** Also the key of its name and its hint in the translations. */
  id: string;
  language: 'javascript' | 'python' | 'shell' | 'html';
  code: string;
  /** What to install first. */
  install?: string;
}

interface Place {
  /** Where SDKs send to, without a slash at the end. */
  url: string;
  key: string;
}

/** Every way to send events, with address and key filled in. */
export const snippetsFor = (place: Place): Snippet[] => [
  browser(place),
  browserPlain(place),
  miniProgram(place),
  node(place),
  python(place),
  http(place),
  rudder(place),
  jitsu(place),
  sensors(place),
  pixel(place),
];

const usual: Record<SourceKind, string> = {
  browser: 'browser',
  mini_program: 'miniProgram',
  server: 'node',
  mobile: 'http',
  sensors: 'sensors',
  file: 'http',
};

/** The snippet that a source of this kind most likely needs. */
export function usualSnippet(kind: SourceKind): string {
  return usual[kind];
}

/** The newest key that still works. */
export function workingKey(keys: readonly WriteKey[]): string | null {
  return keys.filter((key) => !key.revoked_at).at(-1)?.key ?? null;
}

function browser({ url, key }: Place): Snippet {
  return {
    id: 'browser',
    language: 'javascript',
    install: 'npm install @segment/analytics-next',
    code: `import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${url}' },
  { useQueryString: false },
)

analytics.page()
analytics.identify('u1', { name: 'Li Hua', phone: '13800138000' })
analytics.track('Product Viewed', { product_id: 'P1', price: 12.5 })
`,
  };
}

function browserPlain({ url, key }: Place): Snippet {
  return {
    id: 'browserPlain',
    language: 'html',
    code: `<script>
  function track(event, properties) {
    var id = localStorage.siyuId || (localStorage.siyuId = Date.now().toString(36) + Math.random().toString(36).slice(2))
    var body = { writeKey: '${key}', anonymousId: id, event: event, properties: properties }
    navigator.sendBeacon('${url}/v1/track', JSON.stringify(body))
  }
  track('Product Viewed', { product_id: 'P1', price: 12.5 })
</script>
`,
  };
}

function miniProgram({ url, key }: Place): Snippet {
  return {
    id: 'miniProgram',
    language: 'javascript',
    code: `// utils/track.js
const id = wx.getStorageSync('siyuId') || Date.now().toString(36) + Math.random().toString(36).slice(2)
wx.setStorageSync('siyuId', id)

export function track(event, properties = {}, userId) {
  wx.request({
    url: '${url}/v1/track',
    method: 'POST',
    data: { writeKey: '${key}', anonymousId: id, userId, event, properties, timestamp: new Date().toISOString() },
  })
}

// pages/product.js
track('Product Viewed', { product_id: 'P1', price: 12.5 })
`,
  };
}

function node({ url, key }: Place): Snippet {
  return {
    id: 'node',
    language: 'javascript',
    install: 'npm install @segment/analytics-node',
    code: `import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${url}' })

analytics.identify({ userId: 'u1', traits: { phone: '13800138000' } })
analytics.track({
  userId: 'u1',
  event: 'Order Completed',
  properties: { order_id: 'SO1', revenue: 128, currency: 'CNY' },
})
await analytics.closeAndFlush()
`,
  };
}

function python({ url, key }: Place): Snippet {
  return {
    id: 'python',
    language: 'python',
    install: 'pip install segment-analytics-python',
    code: `import segment.analytics as analytics

analytics.write_key = "${key}"
analytics.host = "${url}"

analytics.identify("u1", {"phone": "13800138000"})
analytics.track("u1", "Order Completed", {"order_id": "SO1", "revenue": 128, "currency": "CNY"})
analytics.flush()
`,
  };
}

function http({ url, key }: Place): Snippet {
  return {
    id: 'http',
    language: 'shell',
    code: `curl -u '${key}:' '${url}/v1/track' \\
  -H 'content-type: application/json' \\
  -d '{"userId":"u1","event":"Product Viewed","properties":{"product_id":"P1","price":12.5}}'
`,
  };
}

function rudder({ url, key }: Place): Snippet {
  return {
    id: 'rudder',
    language: 'javascript',
    install: 'npm install @rudderstack/analytics-js',
    code: `import { RudderAnalytics } from '@rudderstack/analytics-js'

const analytics = new RudderAnalytics()
analytics.load('${key}', '${url}', { configUrl: '${url}' })

analytics.track('Product Viewed', { product_id: 'P1', price: 12.5 })
`,
  };
}

function jitsu({ url, key }: Place): Snippet {
  return {
    id: 'jitsu',
    language: 'javascript',
    install: 'npm install @jitsu/js',
    code: `import { jitsuAnalytics } from '@jitsu/js'

const analytics = jitsuAnalytics({ writeKey: '${key}', host: '${url}' })

analytics.track('Product Viewed', { product_id: 'P1', price: 12.5 })
`,
  };
}

function sensors({ url, key }: Place): Snippet {
  return {
    id: 'sensors',
    language: 'javascript',
    install: 'npm install sa-sdk-javascript',
    code: `import sensors from 'sa-sdk-javascript'

sensors.init({ server_url: '${url}/sa?project=${encodeURIComponent(key)}' })
sensors.quick('autoTrack')

sensors.track('Product Viewed', { product_id: 'P1', price: 12.5 })
`,
  };
}

function pixel({ url, key }: Place): Snippet {
  const data = btoa(JSON.stringify({ writeKey: key, anonymousId: 'mail-1', event: 'Email Opened' }));
  return {
    id: 'pixel',
    language: 'html',
    code: `<img src="${url}/v1/pixel/track?data=${encodeURIComponent(data)}" width="1" height="1" alt="">
`,
  };
}
