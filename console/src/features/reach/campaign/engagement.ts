interface Bucket {
  at: string;
  count: number;
}

export interface Engagement {
  /** The beginning of each hour or day, none left out. */
  times: Date[];
  opens: number[];
  clicks: number[];
  daily: boolean;
}

const hourMs = 3_600_000;
const hoursMax = 96;

/** Opens and clicks side by side over time, an hour each, or a day where hours would be too many. */
export function engagementOf(opens: readonly Bucket[], clicks: readonly Bucket[]): Engagement {
  const moments = [...opens, ...clicks].map((bucket) => Date.parse(bucket.at));
  if (moments.length === 0) return { times: [], opens: [], clicks: [], daily: false };
  const first = Math.min(...moments);
  const last = Math.max(...moments);
  const daily = last - first > hoursMax * hourMs;
  const width = daily ? 24 * hourMs : hourMs;
  const count = Math.floor((last - first) / width) + 1;
  const counted = (buckets: readonly Bucket[]) => {
    const sums = new Array<number>(count).fill(0);
    for (const bucket of buckets) {
      const place = Math.floor((Date.parse(bucket.at) - first) / width);
      sums[place] = (sums[place] ?? 0) + bucket.count;
    }
    return sums;
  };
  return { times: Array.from({ length: count }, (_, index) => new Date(first + index * width)), opens: counted(opens), clicks: counted(clicks), daily };
}
