/** The growth water wheel as a mark. */
export function BrandMark({ size = 26 }: { size?: number }) {
  return <img src="/favicon.svg" width={size} height={size} alt="" />;
}
