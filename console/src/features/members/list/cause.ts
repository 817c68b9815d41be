/** What a form gives for: made once when it opens, so that sending it twice moves points once. */
export function causeOf(): string {
  const random = crypto.getRandomValues(new Uint8Array(16));
  return `console-${[...random].map((byte) => byte.toString(16).padStart(2, '0')).join('')}`;
}
