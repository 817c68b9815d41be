/** The key under which an event's name is translated: `Order Completed` is `order_completed`. */
export function eventKey(name: string): string {
  return name
    .trim()
    .toLowerCase()
    .replace(/[^\p{L}\p{N}]+/gu, '_')
    .replace(/^_+|_+$/g, '');
}
