/** What a developer pastes to send events under a write key; `host` is where this installation answers. */
export const snippets = {
  browser: (key: string, host: string) => `// npm install @segment/analytics-next
import { AnalyticsBrowser } from '@segment/analytics-next'

const analytics = AnalyticsBrowser.load(
  { writeKey: '${key}', cdnURL: '${host}' },
  { useQueryString: false },
)
analytics.page()
analytics.identify('u1', { phone: '13800138000' })
analytics.track('Product Viewed', { product_id: 'P1', price: 12.5 })`,
  node: (key: string, host: string) => `// npm install @segment/analytics-node
import { Analytics } from '@segment/analytics-node'

const analytics = new Analytics({ writeKey: '${key}', host: '${host}' })
analytics.track({ userId: 'u1', event: 'Product Viewed', properties: { product_id: 'P1', price: 12.5 } })
await analytics.closeAndFlush()`,
  python: (key: string, host: string) => `# pip install segment-analytics-python
import segment.analytics as analytics

analytics.write_key = "${key}"
analytics.host = "${host}"
analytics.track("u1", "Product Viewed", {"product_id": "P1", "price": 12.5})
analytics.flush()`,
  curl: (key: string, host: string) => `curl -u '${key}:' ${host}/v1/track -H 'content-type: application/json' \\
  -d '{"userId":"u1","event":"Product Viewed","properties":{"product_id":"P1","price":12.5}}'`,
} as const;

export const snippetLanguages = { browser: 'javascript', node: 'javascript', python: 'python', curl: 'shell' } as const;

export type SnippetName = keyof typeof snippets;

export const snippetNames = Object.keys(snippets) as SnippetName[];
