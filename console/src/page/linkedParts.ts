export interface LinkedPart {
  text: string;
  link: boolean;
}

const address = /(https?:\/\/[\w.~:/?#[\]@!$&'()*+,;=%-]+)/;

/** A text cut into what a phone shows as a link and what stands between. */
export function linkedParts(text: string): LinkedPart[] {
  return text
    .split(address)
    .map((part, at) => ({ text: part, link: at % 2 === 1 }))
    .filter((part) => part.text);
}
